package com.in2peta.acceptance.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the sources of a project tree use that can hold data outside of tables: destinations, log fields, files, browser storage, keys of
 * documents, addresses of processors.
 *
 * @param root the tree; a test may hand in a changed copy
 */
public record Sources(Path root) {

    /** The modules that ship in the WAR and in the EAR. */
    static final List<String> MODULES =
            List.of("kernel", "identity", "models", "billing", "inference", "compliance", "web");

    private static final Pattern ADMIN_OBJECT = Pattern.compile("create-admin-object .*--property address=([^\\s:]+)");
    private static final Pattern ACTIVATION =
            Pattern.compile("propertyName\\s*=\\s*\"destination\"\\s*,\\s*propertyValue\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern SETTING = Pattern.compile("name\\s*=\\s*\"(in2peta\\.[a-z0-9.-]+)\"");
    private static final Pattern STORAGE = Pattern.compile(
            "(?:localStorage|sessionStorage)\\s*(?:\\.(?:setItem|getItem)\\(\\s*['\"]([^'\"]+)|\\[\\s*['\"]([^'\"]+))");
    private static final Pattern COOKIE = Pattern.compile("document\\.cookie\\s*=\\s*[`'\"]([^=`'\"]+)");
    private static final Pattern JAVA_COOKIE = Pattern.compile("new\\s+(?:New)?Cookie(?:\\.Builder)?\\(\\s*\"([^\"]+)");

    /** JMS destinations: what the server is told to make and what message-driven beans listen to. */
    public TreeSet<String> destinations() {
        TreeSet<String> found = new TreeSet<>();
        files("server-config", ".asadmin").forEach(file -> add(found, ADMIN_OBJECT, file));
        javaFiles().forEach(file -> add(found, ACTIVATION, file));
        return found;
    }

    /** Each logged expression with the places where it is logged. */
    public Map<String, List<String>> logged() {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : javaFiles()) {
            LogCalls.in(file, text(file))
                    .forEach((expression, line) -> found.computeIfAbsent(expression, e -> new ArrayList<>())
                            .add(root.relativize(file) + ":" + line));
        }
        return found;
    }

    /** Settings that name a file or folder of the application. */
    public TreeSet<String> fileSettings() {
        return settings(name -> name.endsWith("-file") || name.endsWith("-dir"));
    }

    /** Settings that name somebody whom the application calls. */
    public TreeSet<String> addressSettings() {
        return settings(name -> name.endsWith("-url") || name.endsWith("-host"));
    }

    /** Keys of cookies and of the browser's storage. */
    public TreeSet<String> browserKeys() {
        TreeSet<String> found = new TreeSet<>();
        for (String ending : List.of(".js", ".mjs", ".html", ".ts", ".tsx")) {
            files("modules/web/src/main", ending).forEach(file -> {
                add(found, STORAGE, file);
                add(found, COOKIE, file);
            });
        }
        javaFiles().forEach(file -> add(found, JAVA_COOKIE, file));
        return found;
    }

    /** Java sources of the modules that ship. */
    List<Path> javaFiles() {
        return MODULES.stream()
                .flatMap(module -> files("modules/" + module + "/src/main/java", ".java").stream())
                .toList();
    }

    private TreeSet<String> settings(java.util.function.Predicate<String> wanted) {
        TreeSet<String> found = new TreeSet<>();
        javaFiles().forEach(file -> add(found, SETTING, file));
        found.removeIf(wanted.negate());
        return found;
    }

    private List<Path> files(String folder, String ending) {
        Path from = root.resolve(folder);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(from)) {
            return tree.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !from.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(TreeSet<String> found, Pattern pattern, Path file) {
        for (MatchResult match : pattern.matcher(text(file)).results().toList()) {
            found.add(match.group(1) == null ? match.group(2) : match.group(1));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
