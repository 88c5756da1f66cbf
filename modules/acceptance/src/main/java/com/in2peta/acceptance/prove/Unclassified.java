package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.catalogue.SourceCheck;
import com.in2peta.acceptance.catalogue.Sources;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.compliance.catalogue.Fault;
import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.catalogue.SchemaCheck;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * Adds one thing at a time that no catalogue describes: a column, a table, a key of a document, a destination, a log field, a file, something
 * in the browser, an address. The check must name each. A few are built as a developer would build them: the build must fail.
 */
final class Unclassified implements Campaign {

    private static final String NAME = "prove_unclassified";
    /** Whose table is not in a database that the campaign made without it. */
    private static final String FLYWAY = "flyway.";

    private static final int ROUNDS = 200;
    private static final int BUILDS = 5;
    /** Of so many mistakes one is in the database, the others are in the sources. */
    private static final int KINDS = 2;

    private final Catalogue catalogue = CatalogueReader.read(Unclassified.class.getClassLoader());

    @Override
    public String name() {
        return "unclassified";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        run.ground().platform();
        try (PrivateDatabase database = PrivateDatabase.create(run.ground(), NAME);
                Connection connection = database.superuser();
                SourceCopy copy = SourceCopy.of(Platform.root(), run.folder().resolve("sources"))) {
            before(run, connection, copy);
            run.begin();
            while (run.rounds() < ROUNDS && (!run.isSlice() || run.timeIsLeft())) {
                Random random = run.random(run.rounds());
                String added =
                        random.nextInt(KINDS) == 0 ? inDatabase(run, connection, random) : inSources(run, copy, random);
                if (!added.isEmpty()) {
                    run.fault(added + " went unnoticed");
                }
                run.roundDone();
            }
        }
        int builds = run.isSlice() ? 0 : builds(run);
        return new Outcome("%d additions, %d builds".formatted(run.rounds(), builds), run.faults());
    }

    /** What is there already is described; otherwise nothing is proven. */
    private void before(Run run, Connection connection, SourceCopy copy) throws SQLException {
        for (Fault fault : SchemaCheck.of(catalogue, LiveSchema.read(connection))) {
            if (!fault.place().startsWith(FLYWAY)) {
                run.fault("before anything was added: " + fault);
            }
        }
        for (Fault fault :
                SourceCheck.of(catalogue, new Sources(copy.root()), getClass().getClassLoader())) {
            run.fault("before anything was added: " + fault);
        }
    }

    private String inDatabase(Run run, Connection connection, Random random) throws SQLException {
        SchemaAddition addition =
                SchemaAddition.random(List.copyOf(catalogue.tables().keySet()), random);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(addition.statement());
            boolean noticed = SchemaCheck.of(catalogue, LiveSchema.read(connection)).stream()
                    .anyMatch(fault -> fault.place().contains(addition.name()));
            return noticed ? "" : addition.statement();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String inSources(Run run, SourceCopy copy, Random random) {
        SourceAddition addition = SourceAddition.random(copy, random);
        try {
            ClassLoader classes = addition.classes().orElse(getClass().getClassLoader());
            boolean noticed = SourceCheck.of(catalogue, new Sources(copy.root()), classes).stream()
                    .anyMatch(fault -> fault.toString().contains(addition.name()));
            return noticed ? "" : addition.what();
        } finally {
            copy.restore();
        }
    }

    private int builds(Run run) {
        Path folder = run.folder().resolve("build");
        try (SourceCopy copy = SourceCopy.whole(Platform.root(), folder)) {
            for (int build = 0; build < BUILDS; build++) {
                Random random = run.random(ROUNDS + build);
                String name = build % 2 == 0
                        ? copy.addMigration(SchemaAddition.random(
                                List.copyOf(catalogue.tables().keySet()), random))
                        : SourceAddition.random(copy, random).name();
                String output = MavenBuild.of(folder);
                if (!output.contains(name)) {
                    run.fault("a build did not fail for " + name);
                }
                copy.restore();
            }
        }
        return BUILDS;
    }
}
