package com.in2peta.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each clause of the policy has a proof, and docs/privacy.md says which. */
class ClausesTest {

    private static final String BEGIN = "<!-- clauses -->\n";
    private static final String END = "<!-- /clauses -->";

    private final Catalogue catalogue = CatalogueReader.read(getClass().getClassLoader());

    @Test
    void everyClauseIsProvenOrWaitsForAPartThatIsNotThere() {
        assertThat(coverage().faults()).isEmpty();
    }

    @Test
    void thePolicyHasEveryPromiseThatWasMade() {
        assertThat(catalogue.policy().clauses()).hasSize(66);
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        String document = Files.readString(Platform.root().resolve("docs/privacy.md"));
        String table = coverage().table();
        Files.writeString(Path.of("target/clauses.md"), table);

        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
                .as("docs/privacy.md; the table as it should be is in target/clauses.md")
                .isEqualTo(table);
    }

    /** All proofs among the test classes. */
    static Coverage coverage() {
        Coverage coverage = new Coverage(CatalogueReader.read(ClausesTest.class.getClassLoader()));
        for (JavaClass type : new ClassFileImporter().importPaths(Path.of("target/test-classes"))) {
            for (JavaMethod method : type.getMethods()) {
                method.tryGetAnnotationOfType(Proves.class)
                        .ifPresent(proof -> add(coverage, type.getSimpleName() + "." + method.getName(), proof));
            }
        }
        return coverage;
    }

    private static void add(Coverage coverage, String test, Proves proof) {
        for (String clause : proof.value()) {
            coverage.add(clause, test);
        }
    }
}
