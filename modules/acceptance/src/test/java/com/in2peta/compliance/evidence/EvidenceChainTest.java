package com.in2peta.compliance.evidence;

import static com.in2peta.compliance.evidence.EvidenceDatabase.day;
import static com.in2peta.compliance.evidence.EvidenceDatabase.entries;
import static com.in2peta.compliance.evidence.EvidenceDatabase.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.acceptance.proof.Proves;
import com.in2peta.compliance.evidence.Break.Reason;
import com.in2peta.kernel.evidence.AccessLog.Access;
import com.in2peta.kernel.evidence.AccessLog.Noted;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.page.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain in the database that the migrations make: many writers, and somebody who may do everything there. */
class EvidenceChainTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static EvidenceDatabase database;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = new EvidenceDatabase(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException, IOException {
        database.empty();
    }

    @Test
    void eightWritersMakeOneUnbrokenChain() throws InterruptedException, ExecutionException, SQLException {
        int writers = 8;
        int rounds = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                work.add(() -> write(rounds));
            }
            int written = 0;
            for (Future<Integer> result : threads.invokeAll(work)) {
                written += result.get();
            }

            Verification.Result result = database.verify(day(0));
            assertThat(result.broken()).isEmpty();
            assertThat(result.entries()).isEqualTo(written);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every fifth transaction is rolled back, and must leave no gap. */
    private static int write(int rounds) throws SQLException {
        int written = 0;
        UUID staff = UUID.randomUUID();
        try (Connection connection = database.batch()) {
            connection.setAutoCommit(false);
            for (int round = 0; round < rounds; round++) {
                Entry byStaff = new Entry(
                        EvidenceKind.APPROVE, Optional.of(staff), "r1", Optional.of(new byte[32]), Map.of("n", round));
                Chain.append(connection, fixed(day(0)), List.of(byStaff));
                Chain.append(connection, fixed(day(0)), entries(round % 4));
                if (round % 5 == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    written += 1 + round % 4;
                }
            }
        }
        return written;
    }

    @ParameterizedTest
    @CsvSource({
        "at = at + interval '1 microsecond', WRONG_HASH",
        "actor = gen_random_uuid(), WRONG_HASH",
        "actor = null, WRONG_HASH",
        "kind = 'hold', WRONG_HASH",
        "object = 'r2', WRONG_HASH",
        "subject_ref = null, WRONG_HASH",
        "body = '{\"reason\":\"other\"}', WRONG_HASH",
        "body = body || ' ', WRONG_HASH",
        "prev = hash, WRONG_PREVIOUS",
        "hash = prev, WRONG_HASH",
        "seq = 1000, GAP"
    })
    void oneChangedFieldOfOneRowIsFoundWithItsNumber(String change, Reason reason) throws SQLException {
        database.append(day(0), entries(4).toArray(Entry[]::new));
        database.append(day(0), byStaff(EvidenceKind.EXPORT));
        database.append(day(0), entries(3).toArray(Entry[]::new));

        assertThat(afterTampering("update compliance.evidence set " + change + " where seq = 5"))
                .contains(new Break(5, reason));
        assertThat(database.verify(day(0)).broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "delete from compliance.evidence where seq = 2, 2, GAP",
        "delete from compliance.evidence where seq = 5, 5, ENTRIES_MISSING",
        "delete from compliance.evidence_root where day = '2026-11-02', 5, WRONG_ROOT",
        "delete from compliance.evidence_root where day = '2026-11-03', 6, COPY_WITHOUT_ROOT",
        "update compliance.evidence_root set jws = jws || 'A' where day = '2026-11-02', 5, WRONG_ROOT",
        "update compliance.evidence_root set merkle_root = sha256('') where day = '2026-11-01', 1, WRONG_ROOT",
        "update compliance.evidence_root set last_seq = 3 where day = '2026-11-01', 1, WRONG_ROOT"
    })
    void whatIsGoneOrResignedIsFoundThroughTheSignedRoots(String change, long seq, Reason reason)
            throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        database.signAndCopy(day(0)); // keeps the key: the fourth entry
        database.append(day(1), entries(1).toArray(Entry[]::new));
        database.signAndCopy(day(3));
        assertThat(database.verify(day(3)).broken()).isEmpty();

        assertThat(afterTampering(change)).contains(new Break(seq, reason));
    }

    /** What somebody does who may do everything in the database, in a transaction that is rolled back. */
    private static Optional<Break> afterTampering(String change) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table compliance.evidence disable trigger user");
            statement.execute("alter table compliance.evidence_root disable trigger user");
            assertThat(statement.executeUpdate(change)).isEqualTo(1);
            Optional<Break> broken = database.verify(connection, day(3)).broken();
            connection.rollback();
            return broken;
        }
    }

    @Test
    void aCopyThatIsMissingOrChangedIsFound() throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        database.signAndCopy(day(2));
        Path copy = database.copies().folder().resolve("2026-11-01.jws");
        String text = Files.readString(copy);

        Files.writeString(copy, text.replace('.', ','));
        assertThat(database.verify(day(2)).broken()).contains(new Break(1, Reason.COPY_DIFFERS));
        Files.delete(copy);
        database.signAndCopy(day(2));
        assertThat(database.verify(day(2)).broken())
                .as("a copy that was there once is not made again by itself")
                .contains(new Break(1, Reason.COPY_MISSING));
        Files.writeString(copy, text);
        assertThat(database.verify(day(2)).broken()).isEmpty();
    }

    @Test
    void everyDayHasARootAlsoWithoutEntries() throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        database.signAndCopy(day(4));

        assertThat(database.commit(RootTable::all))
                .extracting(Root::day, Root::firstSeq, Root::lastSeq)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2026, 11, 1), 1L, 3L),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2026, 11, 2), 4L, 3L),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2026, 11, 3), 4L, 3L),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2026, 11, 4), 4L, 3L));
        assertThat(database.verify(day(4)).broken()).isEmpty();
        assertThat(database.verify(day(5)).broken()).contains(new Break(4, Reason.ROOT_MISSING));
    }

    @Test
    void aDeathBetweenDatabaseAndFileIsHealedByTheNextRound() throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        RootSigner signer = new RootSigner(database.key(), database.copies(), fixed(day(2)));
        try (Connection dies = database.batch()) {
            dies.setAutoCommit(false);
            assertThat(signer.signNext(dies).signed()).isTrue();
        }
        assertThat(database.commit(RootTable::all)).isEmpty();

        database.commit(signer::signNext);
        assertThat(database.verify(day(1)).broken()).contains(new Break(1, Reason.COPY_MISSING));
        Root root = database.commit(RootTable::notCopied).get(0);
        Files.writeString(
                database.copies().folder().resolve(root.day() + ".jws"),
                root.jws().substring(0, 40));
        assertThat(database.verify(day(1)).broken()).contains(new Break(1, Reason.COPY_DIFFERS));

        database.signAndCopy(day(2));
        assertThat(database.verify(day(2)).broken()).isEmpty();
        assertThat(database.commit(RootTable::notCopied)).isEmpty();
    }

    @Test
    void whatIsBrokenIsNotSigned() throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table compliance.evidence disable trigger user");
            statement.execute("update compliance.evidence set object = 'other' where seq = 2");
            statement.execute("alter table compliance.evidence enable always trigger append_only");
        }

        RootSigner.Outcome outcome =
                database.commit(new RootSigner(database.key(), database.copies(), fixed(day(1)))::signNext);

        assertThat(outcome).isEqualTo(RootSigner.Outcome.broken(new Break(2, Reason.WRONG_HASH)));
        assertThat(database.commit(RootTable::all)).isEmpty();
    }

    @Test
    void aDayWhoseCopyIsThereIsNotSignedAnew() throws SQLException, IOException {
        database.append(day(0), entries(3).toArray(Entry[]::new));
        Files.writeString(database.copies().folder().resolve("2026-11-01.jws"), "of a later state\n");

        database.signAndCopy(day(1));

        assertThat(database.commit(RootTable::all)).isEmpty();
        assertThat(database.verify(day(1)).broken()).contains(new Break(1, Reason.COPY_WITHOUT_ROOT));
    }

    @Test
    void aClockThatIsBehindWritesNeitherBackInTimeNorIntoASignedDay() throws SQLException, IOException {
        database.append(day(0), entries(1).toArray(Entry[]::new));
        database.signAndCopy(day(0)); // keeps the key, which is an entry
        Instant before = day(0).minus(Duration.ofHours(1));
        assertThat(database.append(before, entries(1).toArray(Entry[]::new))
                        .get(0)
                        .at())
                .isEqualTo(day(0));
        database.signAndCopy(day(2));

        Link late = database.append(day(1), entries(1).toArray(Entry[]::new)).get(0);

        assertThat(late.at()).isEqualTo(Instant.parse("2026-11-03T00:00:00Z"));
        assertThat(database.verify(day(2)).broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence", "evidence_root", "evidence_key", "certificate"})
    void notEvenASuperuserChangesWhatIsRecorded(String table) throws SQLException, IOException {
        database.append(day(0), entries(1).toArray(Entry[]::new));
        database.commit(connection -> new Issuer(database.key(), "http://localhost", fixed(day(0)))
                .issue(connection, UUID.randomUUID(), Map.of("rows", 1)));
        database.signAndCopy(day(1));
        String column = Map.of(
                        "evidence", "object",
                        "evidence_root", "jws",
                        "evidence_key", "kid",
                        "certificate", "jws")
                .get(table);

        for (String change : List.of(
                "update compliance.%s set %s = %2$s".formatted(table, column),
                "delete from compliance." + table,
                "truncate compliance." + table,
                "set session_replication_role = replica; delete from compliance." + table)) {
            try (Connection connection = database.superuser();
                    Statement statement = connection.createStatement()) {
                assertThatExceptionOfType(SQLException.class)
                        .as(change)
                        .isThrownBy(() -> statement.execute(change))
                        .withMessageContaining("append-only");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "in2p_app, select * from compliance.evidence",
        "in2p_app, select * from compliance.certificate",
        "in2p_app, 'insert into compliance.evidence_root (day) values (now())'",
        "in2p_batch, update compliance.evidence set kind = 'hold'",
        "in2p_batch, delete from compliance.evidence",
        "in2p_batch, truncate compliance.evidence_root",
        "in2p_batch, update compliance.evidence_root set jws = 'a'",
        "in2p_batch, alter table compliance.evidence disable trigger user",
        "in2p_audit, insert into compliance.evidence_actor select gen_random_uuid() a"
    })
    void theRolesOfTheApplicationMayOnlyAppend(String role, String statement) throws SQLException {
        try (Connection connection = database.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set role " + role);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sql.execute(statement))
                    .satisfies(no -> assertThat(no.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    @Test
    void aMemberOfStaffIsAnAliasThatGoesWithHim() throws SQLException {
        UUID asha = UUID.randomUUID();
        Link first = database.append(day(0), by(asha)).get(0);
        Link second = database.append(day(0), by(asha)).get(0);

        assertThat(second.actor()).isEqualTo(first.actor()).isNotEqualTo(asha);
        try (Connection connection = database.batch();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from compliance.evidence_actor"))
                    .isEqualTo(1);
        }
        assertThat(database.verify(day(0)).broken()).isEmpty();
        assertThat(database.append(day(0), by(asha)).get(0).actor()).isNotEqualTo(first.actor());
    }

    @Test
    @Proves("4-least")
    void whatStaffDidWithSomebodysDataIsListedNewestFirst() throws SQLException {
        byte[] asha = "a".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] ben = "b".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            database.append(day(0), access(EvidenceKind.READ_PERSONAL, "r" + i, asha));
            database.append(day(0), access(EvidenceKind.HOLD, "h" + i, asha));
            database.append(day(0), access(EvidenceKind.READ_PERSONAL, "other", ben));
        }
        Set<EvidenceKind> reads = Set.of(EvidenceKind.READ_PERSONAL);

        List<Noted> first = about(asha, reads, new Slice(Optional.empty(), false, 2));
        List<Noted> rest = about(
                asha, reads, new Slice(Optional.of(Long.toString(first.get(1).seq())), false, 2));

        assertThat(first).extracting(Noted::object).containsExactly("r2", "r1");
        assertThat(first.get(0).reason()).isEqualTo("support-request");
        assertThat(rest).extracting(Noted::object).containsExactly("r0");
        assertThat(about(
                        asha,
                        reads,
                        new Slice(Optional.of(Long.toString(rest.get(0).seq())), true, 5)))
                .extracting(Noted::object)
                .containsExactly("r2", "r1");
        assertThat(about(asha, Set.of(EvidenceKind.HOLD), new Slice(Optional.empty(), false, 5)))
                .extracting(Noted::object)
                .containsExactly("h2", "h1", "h0");
    }

    private static List<Noted> about(byte[] subjectRef, Set<EvidenceKind> kinds, Slice slice) throws SQLException {
        return database.commit(connection -> StaffAccess.about(connection, subjectRef, kinds, slice));
    }

    private static Entry access(EvidenceKind kind, String object, byte[] subjectRef) {
        return StaffAccess.entry(new Access(UUID.randomUUID(), kind, object, subjectRef, "support-request"));
    }

    private static Entry by(UUID staff) {
        return new Entry(EvidenceKind.APPROVE, Optional.of(staff), "r1", Optional.empty(), Map.of());
    }

    private static Entry byStaff(EvidenceKind kind) {
        return new Entry(
                kind, Optional.of(UUID.randomUUID()), "r1", Optional.of(new byte[32]), Map.of("reason", "asked"));
    }
}
