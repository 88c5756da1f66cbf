package com.in2peta.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Platform;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the modules, over everything that ships. */
class ArchitectureTest {

    private static final List<String> MODULES =
            List.of("kernel", "identity", "models", "billing", "inference", "compliance", "web");

    private static JavaClasses shipped;

    @BeforeAll
    static void readClasses() {
        List<Path> folders = MODULES.stream()
                .map(module -> Platform.root().resolve("modules/" + module + "/target/classes"))
                .toList();
        shipped = new ClassFileImporter().importPaths(folders);
        for (String module : MODULES) {
            assertThat(shipped.that(resideInAPackage("com.in2peta." + module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @Test
    void modulesFormNoCycle() {
        hold(slices().matching("com.in2peta.(*)..").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "identity", "models", "billing", "inference", "compliance", "web"})
    void packagesOfAModuleFormNoCycle(String module) {
        hold(slices().matching("com.in2peta." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "models", "billing", "inference", "compliance"})
    void othersSeeOnlyTheApiOf(String module) {
        String inside = "com.in2peta." + module + "..";
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(inside)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(inside).and(resideOutsideOfPackage("com.in2peta." + module + ".api.."))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "models", "billing", "inference", "compliance"})
    void anApiShowsNothingOfItsModule(String module) {
        String inside = "com.in2peta." + module + "..";
        hold(noClasses()
                .that()
                .resideInAPackage("com.in2peta." + module + ".api..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(inside).and(resideOutsideOfPackage("com.in2peta." + module + ".api.."))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "compliance"})
    void dependsOnTheKernelAlone(String module) {
        hold(noClasses()
                .that()
                .resideInAPackage("com.in2peta." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.in2peta..")
                        .and(resideOutsideOfPackages("com.in2peta.kernel..", "com.in2peta." + module + ".."))));
    }

    @Test
    void nobodyDependsOnTheWeb() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("com.in2peta.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.in2peta.web.."));
    }

    @Test
    void domainKnowsNoContainer() {
        hold(noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ejb..",
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "jakarta.ws.rs..",
                        "jakarta.jms..",
                        "jakarta.batch..",
                        "jakarta.annotation..",
                        "jakarta.transaction..",
                        "java.sql..",
                        "javax.sql..",
                        "org.eclipse.microprofile.."));
    }

    @Test
    void entityManagerStaysInPersistence() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("..persistence..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.persistence.EntityManager"));
    }

    @Test
    void onlyTheWebSpeaksHttp() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("com.in2peta.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet.."));
    }

    @Test
    void onlyMessagingConsumesMessagesAndItsClassesAreNamedConsumers() {
        hold(classes()
                .that()
                .areAnnotatedWith("jakarta.ejb.MessageDriven")
                .should()
                .haveSimpleNameEndingWith("Consumer")
                .andShould()
                .resideInAPackage("..messaging.."));
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("..messaging..", "com.in2peta.web.health..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.jms.."));
    }

    @Test
    void timeComesFromTheClock() {
        hold(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Date.class));
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("com.in2peta.kernel.time..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone"));
    }

    @Test
    void moneyIsAWholeNumber() {
        hold(fields().that()
                .haveNameMatching(".*(Micros|Minor|micros|minor)")
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .andShould()
                .notHaveRawType(Double.class)
                .andShould()
                .notHaveRawType(Float.class)
                .andShould()
                .notHaveRawType(int.class));
        hold(methods()
                .that()
                .haveNameMatching(".*(Micros|Minor|micros|minor)")
                .should()
                .notHaveRawReturnType(double.class)
                .andShould()
                .notHaveRawReturnType(float.class)
                .andShould()
                .notHaveRawReturnType(int.class));
    }

    @Test
    void useCasesAloneOpenTransactions() {
        hold(noClasses()
                .that()
                .resideInAnyPackage("..domain..", "..persistence..", "com.in2peta.web..")
                .should()
                .beAnnotatedWith("jakarta.ejb.Stateless")
                .orShould()
                .beAnnotatedWith("jakarta.transaction.Transactional"));
    }

    @Test
    void nothingWritesToStandardOutput() {
        hold(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    private static void hold(ArchRule rule) {
        rule.check(shipped);
    }
}
