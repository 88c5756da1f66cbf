package com.in2peta.kernel.egress;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.time.Recurring;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** Counts what is sent to whom. The counts of the last seconds are lost when the process is killed. */
@ApplicationScoped
public class TransferLog {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private record Key(String processor, String country, LocalDate month, String purpose) {}

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();
    private ScheduledFuture<?> writes;

    @PostConstruct
    void start() {
        writes = recurring.every(PERIOD, "writing the register of transfers", this::write);
    }

    @PreDestroy
    void stop() {
        writes.cancel(false);
        write();
    }

    void count(String processor, String country, String purpose) {
        LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        counts.computeIfAbsent(new Key(processor, country, month, purpose), key -> new LongAdder())
                .increment();
    }

    /** What could not be written is counted again. */
    private void write() {
        counts.forEach((key, count) -> {
            long calls = count.sumThenReset();
            if (calls > 0) {
                try {
                    add(key, calls);
                } catch (RuntimeException e) {
                    count.add(calls);
                    throw e;
                }
            }
        });
    }

    private void add(Key key, long calls) {
        Sql.update(database, """
                insert into kernel.transfer (processor, country, month, purpose, calls) values (?, ?, ?, ?, ?)
                on conflict (processor, country, month, purpose) do update set calls = kernel.transfer.calls + excluded.calls
                """, key.processor(), key.country(), key.month(), key.purpose(), calls);
    }
}
