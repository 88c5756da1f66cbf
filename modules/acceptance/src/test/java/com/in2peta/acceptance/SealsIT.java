package com.in2peta.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.seal.Period;
import com.in2peta.kernel.seal.Period.Kind;
import com.in2peta.kernel.seal.Seals;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Seals inside the server, with the key store that ships: transactions of the caller, callers that meet, and what is left on the disk. */
@ExtendWith({PayaraServer.class, ArquillianExtension.class})
class SealsIT {

    private static final byte[] TEXT = "what somebody wrote".getBytes(StandardCharsets.UTF_8);
    private static final String PLACE = "test.text|1";

    @Deployment
    static EnterpriseArchive ear() {
        return PayaraServer.earWith(SealsIT.class);
    }

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-keys")
    DataSource keys;

    @Resource
    UserTransaction transaction;

    @Inject
    Seals seals;

    @Inject
    @ConfigProperty(name = "in2peta.kernel.master-key-file")
    String masterKeyFile;

    private final UUID owner = UUID.randomUUID();

    @Test
    void whatWasDestroyedIsUnreadableAtOnceOnThisNode() {
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        UUID other = UUID.randomUUID();
        Period hour = Period.at(Kind.CONTENT, Instant.parse("2020-01-01T10:00:00Z"));
        ContentKey key = seals.newContentKey();
        byte[] wrapped = seals.wrap(key, other, hour, PLACE);
        assertArrayEquals(TEXT, seals.open(owner, sealed, PLACE));
        assertArrayEquals(TEXT, seals.unwrap(wrapped, other, PLACE).open(key.seal(TEXT, PLACE), PLACE));

        seals.destroyOwner(owner);
        seals.destroyPeriod(hour);

        assertThrows(KeyDestroyed.class, () -> seals.open(owner, sealed, PLACE));
        assertThrows(KeyDestroyed.class, () -> seals.seal(owner, TEXT, PLACE));
        assertThrows(KeyDestroyed.class, () -> seals.unwrap(wrapped, other, PLACE));
    }

    /** A key belongs to the store, not to the transaction that needed it first; a second pool could not take part in that anyway. */
    @Test
    void aKeyOutlivesTheTransactionThatNeededIt() throws Exception {
        transaction.begin();
        Sql.query(database, "select 1 from kernel.outbox limit 1", row -> row.getInt(1));
        byte[] sealed = seals.seal(owner, TEXT, PLACE);
        Sql.query(database, "select 1 from kernel.outbox limit 1", row -> row.getInt(1));
        transaction.rollback();

        assertArrayEquals(TEXT, seals.open(owner, sealed, PLACE));
        assertEquals(1, stored().size());
    }

    @Test
    void callersThatMeetUseOneKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> sealed = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Callable<byte[]> seal = () -> seals.seal(owner, TEXT, PLACE);
                sealed.add(threads.submit(seal));
            }
            for (Future<byte[]> one : sealed) {
                assertArrayEquals(TEXT, seals.open(owner, one.get(), PLACE));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, stored().size());
    }

    @Test
    void aDestroyedKeyIsNotOnTheDiskAfterTheTablesWereRewritten() throws IOException {
        seals.seal(owner, TEXT, PLACE);
        byte[] wrapped = stored().get(0);
        Sql.update(keys, "checkpoint");
        assertFalse(filesWith(wrapped).isEmpty(), "a search that finds nothing proves nothing");

        seals.destroyOwner(owner);
        seals.rewrite();

        assertEquals(List.of(), filesWith(wrapped));
    }

    private List<byte[]> stored() {
        return Sql.query(keys, "select wrapped from keystore.owner_key where owner = ?", row -> row.getBytes(1), owner);
    }

    /** In the whole cluster: tables, write-ahead log, everything. */
    private List<String> filesWith(byte[] needle) throws IOException {
        String wanted = new String(needle, StandardCharsets.ISO_8859_1);
        Path cluster = Path.of(masterKeyFile).getParent().resolveSibling("keys-db");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cluster)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted)) {
                        found.add(cluster.relativize(file).toString());
                    }
                } catch (NoSuchFileException e) {
                    // it went meanwhile
                }
            }
        }
        return found;
    }
}
