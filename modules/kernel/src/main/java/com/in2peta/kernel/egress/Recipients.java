package com.in2peta.kernel.egress;

import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.egress.RecipientRefused.Reason;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * The closed list of recipients: everything that leaves for a processor is asked for here first. The list is the catalogue; the agreements
 * and safeguards that must be in force are on the register.
 */
@ApplicationScoped
public class Recipients {

    @Inject
    Catalogue catalogue;

    @Inject
    RecipientRegister register;

    @Inject
    TransferLog transfers;

    @Inject
    Config config;

    @Inject
    MetricRegistry metrics;

    /**
     * Refuses, before anything is sent, what may not leave; counts what may.
     *
     * @param processor its code in the catalogue
     * @param target where the call goes
     * @param fields the paths of what is sent, as the catalogue lists them
     * @throws RecipientRefused when it may not
     */
    public void require(String processor, URI target, Collection<String> fields) {
        require(processor, target, fields, Optional.empty());
    }

    /** The same for data of an organization, which may have excluded countries. */
    public void require(String processor, URI target, Collection<String> fields, Optional<UUID> organization) {
        try {
            check(processor, target, fields, organization);
        } catch (RecipientRefused refused) {
            metrics.counter("in2peta_recipients_refused_total").inc();
            throw refused;
        }
    }

    /** Whether an organization lets its data be processed where that processor works. */
    public boolean mayProcess(String processor, UUID organization) {
        Processor known = catalogue.processors().get(processor);
        return known == null || known.countries().stream().noneMatch(register.excluded(organization)::contains);
    }

    private void check(String processor, URI target, Collection<String> fields, Optional<UUID> organization) {
        Processor known = catalogue.processors().get(processor);
        if (known == null) {
            throw new RecipientRefused(Reason.NOT_REGISTERED, processor);
        }
        if (!isAt(known, target.getHost())) {
            throw new RecipientRefused(Reason.OTHER_HOST, processor);
        }
        for (String field : fields) {
            if (!known.fields().containsKey(field)) {
                throw new RecipientRefused(Reason.UNLISTED_FIELD, processor + " " + field);
            }
        }
        if (!register.hasAgreement(processor)) {
            throw new RecipientRefused(Reason.NO_AGREEMENT, processor);
        }
        for (String country : known.countries()) {
            if (!register.hasSafeguard(processor, country)) {
                throw new RecipientRefused(Reason.NO_SAFEGUARD, processor + " " + country);
            }
        }
        organization.filter(id -> !mayProcess(processor, id)).ifPresent(id -> {
            throw new RecipientRefused(Reason.EXCLUDED_COUNTRY, processor);
        });
        known.countries().forEach(country -> transfers.count(processor, country, purpose(known)));
    }

    private boolean isAt(Processor processor, String host) {
        return isAt(processor.setting(), host)
                || processor.management().filter(setting -> isAt(setting, host)).isPresent();
    }

    /** The setting holds a URL, a host name, or as in {@code .koyeb.app} a domain whose hosts are all the processor's. */
    private boolean isAt(String setting, String host) {
        String value = config.getValue(setting, String.class);
        if (value.startsWith(".")) {
            return host != null && host.toLowerCase(Locale.ROOT).endsWith(value);
        }
        return (value.contains("://") ? URI.create(value).getHost() : value).equals(host);
    }

    private static String purpose(Processor processor) {
        return processor.fields().values().stream()
                .flatMap(field -> field.purposes().stream())
                .findFirst()
                .orElse(Purpose.LEGAL.setting())
                .toLowerCase(Locale.ROOT);
    }
}
