package com.in2peta.compliance.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureLedgerTest {

    private static final int AT_ONCE = 8;

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("erasures.jsonl");
        Entry one = entry();
        Entry two = entry();

        new ErasureLedger(file).append(one);
        new ErasureLedger(file).append(two);

        assertThat(new ErasureLedger(file).entries()).containsExactly(one, two);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void writesAnErasureOnce() {
        ErasureLedger ledger = new ErasureLedger(folder.resolve("erasures.jsonl"));
        Entry entry = entry();

        ledger.append(entry);
        ledger.append(new Entry(entry.personId(), entry.organizationId(), Instant.EPOCH));

        assertThat(ledger.entries()).containsExactly(entry);
    }

    @Test
    void passesOverALineThatACrashHasTornAndWritesOverIt() throws IOException {
        Path file = folder.resolve("erasures.jsonl");
        ErasureLedger ledger = new ErasureLedger(file);
        Entry one = entry();
        Entry two = entry();
        ledger.append(one);
        Files.writeString(file, "{\"person\":\"0193", StandardOpenOption.APPEND);
        assertThat(ledger.entries()).containsExactly(one);

        ledger.append(two);

        assertThat(ledger.entries()).containsExactly(one, two);
    }

    @Test
    void doesNotTakeASpoiltLineForNothing() throws IOException {
        Path file = folder.resolve("erasures.jsonl");
        Files.writeString(file, "{\"person\":\"somebody\"}\n");

        assertThatThrownBy(() -> new ErasureLedger(file).entries()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFolderThatIsNotThereIsNoEmptyLedger() {
        ErasureLedger ledger = new ErasureLedger(folder.resolve("witness/erasures.jsonl"));

        assertThatThrownBy(ledger::entries).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ledger.append(entry())).isInstanceOf(UncheckedIOException.class);
        assertThat(folder.resolve("witness")).doesNotExist();
    }

    @Test
    void manyAtOnceAreAllWritten() throws Exception {
        Path file = folder.resolve("erasures.jsonl");
        List<Entry> entries =
                Stream.generate(ErasureLedgerTest::entry).limit(AT_ONCE).toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Object>> writes = entries.stream()
                    .map(entry -> Executors.callable(() -> new ErasureLedger(file).append(entry)))
                    .toList();
            for (Future<Object> written : threads.invokeAll(writes)) {
                written.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(new ErasureLedger(file).entries()).containsExactlyInAnyOrderElementsOf(entries);
    }

    private static Entry entry() {
        return new Entry(UUID.randomUUID(), UUID.randomUUID(), Instant.parse("2026-11-25T10:15:30Z"));
    }
}
