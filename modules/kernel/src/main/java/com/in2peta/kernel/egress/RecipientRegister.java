package com.in2peta.kernel.egress;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** What the register says of a processor, remembered for a few seconds: an agreement that ends stops the calls within that time. */
@ApplicationScoped
public class RecipientRegister {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_ORGANIZATIONS = 50_000;

    /** The safeguards and whether there is an agreement; one question to the database for each processor. */
    private record Entry(boolean agreement, Set<String> countries) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    private LoadingCache<String, Entry> processors;
    private LoadingCache<UUID, Set<String>> exclusions;

    @PostConstruct
    void prepare() {
        processors = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build(this::read);
        exclusions = Caffeine.newBuilder()
                .maximumSize(MOST_ORGANIZATIONS)
                .expireAfterWrite(REMEMBERED)
                .build(this::readExclusions);
    }

    boolean hasAgreement(String processor) {
        return processors.get(processor).agreement();
    }

    boolean hasSafeguard(String processor, String country) {
        return processors.get(processor).countries().contains(country);
    }

    Set<String> excluded(UUID organization) {
        return exclusions.get(organization);
    }

    private Entry read(String processor) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean agreement = Sql.query(
                        database,
                        "select exists (select from kernel.agreement where processor = ? and ? between valid_from and valid_until)",
                        row -> row.getBoolean(1),
                        processor,
                        today)
                .get(0);
        return new Entry(
                agreement,
                Set.copyOf(Sql.query(
                        database,
                        "select country from kernel.safeguard where processor = ?",
                        row -> row.getString(1),
                        processor)));
    }

    private Set<String> readExclusions(UUID organization) {
        return Set.copyOf(Sql.query(
                database,
                "select country from kernel.excluded_country where organization_id = ?",
                row -> row.getString(1),
                organization));
    }
}
