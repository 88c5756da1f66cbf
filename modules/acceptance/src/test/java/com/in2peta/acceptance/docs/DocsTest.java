package com.in2peta.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what the code does, as far as a machine can tell. */
class DocsTest {

    private static final Pattern HEADING = Pattern.compile("^## ([a-z0-9-]+)\n\nStatus (\\d{3})\\.", Pattern.MULTILINE);
    private static final Pattern LIMIT = Pattern.compile("^\\| `([A-Z_]+)` \\| ([\\d,]+) \\|", Pattern.MULTILINE);
    private static final Pattern SETTING = Pattern.compile("^\\| `(in2peta\\.[a-z.-]+)`", Pattern.MULTILINE);
    private static final Pattern READ_SETTING = Pattern.compile("@ConfigProperty\\(\\s*name\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern GIVEN_SETTING = Pattern.compile("\\.set\\(\\s*\"(in2peta\\.[^\"]+)\"");
    private static final Pattern DEFINER = Pattern.compile(
            "create (?:or replace )?function ([a-z_]+\\.[a-z_]+)\\((?:(?!create (?:or replace )?function).)*?security definer",
            Pattern.DOTALL);
    private static final Pattern DROPPED = Pattern.compile("drop function ([a-z_]+\\.[a-z_]+)\\(");
    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*");
    private static final Pattern DOCUMENTED_DEFINER =
            Pattern.compile("^\\| `([a-z_]+\\.[a-z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");

    private static final Pattern REFERENCE = Pattern.compile("\\$ref: '#(/[^']+)'");

    private static final Path ROOT = root();

    @Test
    void everyProblemHasItsParagraphAndNoOtherHas() {
        Map<String, String> documented = new TreeMap<>();
        find(HEADING, read("docs/api/problems.md")).forEach(match -> documented.put(match.group(1), match.group(2)));
        Map<String, String> existing = Arrays.stream(ProblemType.values())
                .collect(Collectors.toMap(
                        ProblemType::code, type -> Integer.toString(type.status()), (a, b) -> a, TreeMap::new));

        assertThat(documented).isEqualTo(existing);
    }

    @Test
    void everyLimitStandsInTheTableWithItsValue() {
        Map<String, String> documented = new TreeMap<>();
        find(LIMIT, read("docs/api/limits.md")).forEach(match -> documented.put(match.group(1), match.group(2)));
        Map<String, String> existing = new TreeMap<>();
        for (Field field : Limits.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                existing.put(field.getName(), String.format(Locale.ROOT, "%,d", number(field)));
            }
        }

        assertThat(documented).isEqualTo(existing);
    }

    @Test
    void everySettingIsExplainedAndNoOtherIs() {
        Set<String> used = new TreeSet<>();
        for (Path source : files(ROOT.resolve("modules"), ".java", "/src/main/")) {
            String text = read(source);
            find(READ_SETTING, text).forEach(match -> used.add(match.group(1)));
            find(GIVEN_SETTING, text).forEach(match -> used.add(match.group(1)));
        }

        assertThat(find(SETTING, read("docs/operations.md")).map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyFunctionWithItsOwnersRightsIsListedAndNoOtherIs() {
        Set<String> definers = new TreeSet<>();
        for (String migration : migrations()) {
            find(DROPPED, migration).forEach(match -> definers.remove(match.group(1)));
            find(DEFINER, migration).forEach(match -> definers.add(match.group(1)));
        }

        assertThat(find(DOCUMENTED_DEFINER, read("docs/security.md")).map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(definers);
    }

    @Test
    void everyInvariantIsExplained() {
        Set<String> existing = find(Pattern.compile("select '(I\\d+) "), String.join("", migrations()))
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(find(Pattern.compile("^\\| (I\\d+) \\|", Pattern.MULTILINE), read("docs/ledger.md"))
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(existing);
    }

    @Test
    void everyReferenceInsideTheContractLeadsSomewhere() throws IOException {
        String contract = read("modules/web/src/main/resources/META-INF/openapi.yaml");
        JsonNode document = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build()
                .readTree(contract);

        assertThat(find(REFERENCE, contract).map(match -> match.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(pointer -> assertThat(document.at(pointer).isMissingNode())
                        .as(pointer)
                        .isFalse());
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<Path> documents = Stream.concat(
                        files(ROOT.resolve("docs"), ".md", "/").stream(),
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                .map(ROOT::resolve))
                .toList();

        for (Path document : documents) {
            find(LINK, read(document))
                    .map(match -> document.resolveSibling(match.group(1)).normalize())
                    .forEach(target -> assertThat(target)
                            .as("a link in %s", ROOT.relativize(document))
                            .exists());
        }
    }

    private static long number(Field field) {
        try {
            return ((Number) field.get(null)).longValue();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static List<Path> files(Path folder, String suffix, String within) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> file.toString().contains(within))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In their order. */
    private static List<String> migrations() {
        return files(ROOT.resolve("sql"), ".sql", "/").stream()
                .filter(file -> MIGRATION.matcher(file.getFileName().toString()).matches())
                .sorted(Comparator.comparingInt(DocsTest::version))
                .map(DocsTest::read)
                .toList();
    }

    private static int version(Path migration) {
        return Integer.parseInt(
                MIGRATION.matcher(migration.getFileName().toString()).replaceFirst("$1"));
    }

    private static String read(String file) {
        return read(ROOT.resolve(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest folder above that holds the script. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("in2peta"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the project");
        }
        return folder;
    }
}
