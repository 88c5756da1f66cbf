package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.catalogue.SourceCheck;
import com.in2peta.acceptance.catalogue.Sources;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.compliance.catalogue.Fault;
import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.catalogue.PolicyCheck;
import com.in2peta.compliance.catalogue.SchemaCheck;
import com.in2peta.kernel.outbox.OutboxHandler;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import com.in2peta.launcher.Home;
import com.in2peta.launcher.Ports;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.postgres.Cluster;
import com.in2peta.launcher.postgres.PostgresPart;
import com.in2peta.launcher.postgres.PostgresPrograms;
import com.in2peta.launcher.postgres.Schema;
import com.in2peta.launcher.process.Children;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that can hold data about people is outside the catalogue, and the catalogue names nothing that is not there. */
class CatalogueTest {

    private static final Catalogue CATALOGUE = CatalogueReader.read(CatalogueTest.class.getClassLoader());

    @Test
    void agreesWithItself() {
        none(PolicyCheck.of(CATALOGUE, LocalDate.of(2026, 11, 25)));
    }

    @Test
    void agreesWithTheSources() {
        none(SourceCheck.of(CATALOGUE, new Sources(Platform.root()), getClass().getClassLoader()));
    }

    @Test
    void agreesWithTheDatabaseThatTheMigrationsMake(@TempDir Path directory) throws SQLException {
        Home home = Home.open(directory.resolve("data"));
        Secrets secrets = new Secrets(home.secrets());
        PostgresPart postgres = new PostgresPart(
                Cluster.DATABASE,
                home,
                PostgresPrograms.in(Platform.root().resolve("modules/launcher/target/cache")),
                secrets,
                Ports.free(),
                new Children(home.run()));
        postgres.start();
        try {
            new Schema(postgres, secrets).start();
            try (Connection connection = postgres.superuser()) {
                none(SchemaCheck.of(CATALOGUE, LiveSchema.read(connection)));
            }
        } finally {
            postgres.stop();
        }
    }

    @Test
    void everyMessageOfTheOutboxIsDescribed() throws ReflectiveOperationException {
        List<Path> folders = List.of("identity", "models", "billing", "inference", "compliance").stream()
                .map(module -> Platform.root().resolve("modules/" + module + "/target/classes"))
                .toList();
        for (JavaClass handler : new ClassFileImporter().importPaths(folders)) {
            if (handler.isAssignableTo(OutboxHandler.class)
                    && !handler.getModifiers().contains(JavaModifier.ABSTRACT)) {
                Constructor<?> constructor = handler.reflect().getDeclaredConstructor();
                constructor.setAccessible(true);
                String topic = ((OutboxHandler) constructor.newInstance()).topic();

                assertThat(CATALOGUE.documents()).containsKey("kernel.outbox.payload#" + topic);
            }
        }
    }

    /** Each fault on a line of its own: place, problem, fix. */
    private static void none(List<Fault> faults) {
        assertThat(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")))
                .isEmpty();
    }
}
