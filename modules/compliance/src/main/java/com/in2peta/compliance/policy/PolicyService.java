package com.in2peta.compliance.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.in2peta.compliance.api.PublishedPolicies;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.policy.PolicyVersions.Last;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

/**
 * Publishes the policies: when the application starts and the text made from its catalogue is not the last version, a new one is added. One
 * that is not material counts at once, a material one when everybody was told.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyService implements PublishedPolicies {

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(PolicyService.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    @Inject
    Catalogue catalogue;

    @Inject
    ComplianceConfig config;

    @Inject
    PolicyVersions versions;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private ScheduledFuture<?> attempts;

    /** The application starts without its database, and publishes when it is there. */
    @PostConstruct
    void start() {
        attempts = recurring.every(RETRY, "the publication of the policies", this::publishAll);
        try {
            publishAll();
        } catch (DatabaseFailure e) {
            LOG.log(Level.WARNING, "policies are published later: {0}", FailureCode.of(e));
        }
    }

    @PreDestroy
    void stop() {
        attempts.cancel(false);
    }

    private void publishAll() {
        for (PolicyKind kind : PolicyKind.values()) {
            publish(kind);
        }
        attempts.cancel(false);
    }

    private void publish(PolicyKind kind) {
        String document = json(kind.document(catalogue, config.contact()));
        String sha256 = sha256(document);
        Optional<Last> last = versions.last(kind);
        if (last.filter(known -> known.sha256().equals(sha256)).isPresent()) {
            return;
        }
        Set<String> facts = kind.facts(catalogue);
        Instant now = clock.instant();
        // Against what counts: a change that waits for its notice does not count because the next one is small.
        List<String> reasons = versions.effectiveFacts(kind, now)
                .map(known -> Facts.material(known, facts))
                .orElse(List.of());
        Version version = new Version(
                kind.code(),
                last.map(Last::version).orElse(0) + 1,
                document,
                sha256,
                !reasons.isEmpty(),
                reasons,
                now,
                reasons.isEmpty() ? Optional.of(now) : Optional.empty());
        versions.add(version, facts, catalogue.sha256());
    }

    @Override
    public Version current(String kind) {
        return versions.effective(kind(kind), clock.instant()).orElseThrow(PolicyService::unknown);
    }

    @Override
    public Version find(String kind, int version) {
        return versions.find(kind(kind), version).orElseThrow(PolicyService::unknown);
    }

    @Override
    public List<Version> versions(String kind) {
        return versions.all(kind(kind));
    }

    @Override
    public String html(Version version) {
        try {
            return PolicyPage.of(JSON.readValue(version.document(), PolicyDocument.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a published policy cannot be read");
        }
    }

    private static PolicyKind kind(String code) {
        for (PolicyKind kind : PolicyKind.values()) {
            if (kind.code().equals(code.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw unknown();
    }

    private static DomainException unknown() {
        return DomainException.notFound("policy");
    }

    private static String json(PolicyDocument document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of texts can be written
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
