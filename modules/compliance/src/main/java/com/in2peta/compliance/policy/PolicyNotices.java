package com.in2peta.compliance.policy;

import com.in2peta.compliance.api.PolicyAcknowledgements;
import com.in2peta.compliance.api.PublishedPolicies.Version;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.mail.Mailer;
import com.in2peta.kernel.privacy.People.Person;
import com.in2peta.kernel.problem.DomainException;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Who was told of which version, and who acknowledged it. */
@Stateless
@LocalBean
@Local(PolicyAcknowledgements.class)
public class PolicyNotices implements PolicyAcknowledgements {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Inject
    Tenancy tenancy;

    @Inject
    Mailer mailer;

    @Inject
    ComplianceConfig config;

    @Inject
    Clock clock;

    /** Tells one person once: the note and the order to send the mail are one transaction. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean tell(Person person, Version version) {
        tenancy.enter(person.organizationId(), Purpose.EMAIL);
        boolean isNew = Sql.update(
                        database,
                        """
                        insert into compliance.policy_notice (organization_id, person_id, kind, version, mailed_at)
                        values (?, ?, ?, ?, ?) on conflict (person_id, kind, version) do nothing
                        """,
                        person.organizationId(),
                        person.personId(),
                        version.kind(),
                        version.version(),
                        clock.instant())
                == 1;
        if (isNew) {
            mailer.send(person.organizationId(), person.personId(), PolicyChangeMail.NAME, parameters(version));
        }
        return isNew;
    }

    private Map<String, String> parameters(Version version) {
        String page = version.kind().equals("privacy") ? "/privacy-policy/" : "/cookie-policy/";
        return Map.of(
                "policy",
                version.kind().equals("privacy") ? "privacy policy" : "cookie policy",
                "reasons",
                "- " + String.join("\n- ", version.reasons()),
                "url",
                config.publicUrl() + page + version.version(),
                "contact",
                config.contact());
    }

    @Override
    public void acknowledge(UUID organizationId, UUID personId, String kind, int version) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        boolean exists = !Sql.query(
                        database,
                        "select 1 from compliance.policy_version where kind = ? and version = ?",
                        row -> row.getInt(1),
                        kind,
                        version)
                .isEmpty();
        if (!exists) {
            throw DomainException.notFound("policy");
        }
        Sql.update(database, """
                insert into compliance.policy_notice (organization_id, person_id, kind, version, acknowledged_at)
                values (?, ?, ?, ?, ?) on conflict (person_id, kind, version)
                do update set acknowledged_at = coalesce(compliance.policy_notice.acknowledged_at, excluded.acknowledged_at)
                """, organizationId, personId, kind, version, clock.instant());
    }

    @Override
    public List<Notice> unacknowledged(UUID organizationId, UUID personId) {
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        return Sql.query(
                database,
                """
                select v.kind, v.version, v.reasons, v.effective_at from compliance.policy_version v
                where v.material and not exists (select from compliance.policy_notice n
                    where n.person_id = ? and n.kind = v.kind and n.version = v.version and n.acknowledged_at is not null)
                order by v.kind, v.version
                """,
                row -> new Notice(
                        row.getString("kind"),
                        row.getInt("version"),
                        List.of((String[]) row.getArray("reasons").getArray()),
                        Optional.ofNullable(Sql.instant(row, "effective_at"))),
                personId);
    }
}
