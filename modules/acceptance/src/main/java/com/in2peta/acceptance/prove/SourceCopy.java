package com.in2peta.acceptance.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** A copy of the project's files that can be changed and restored. */
final class SourceCopy implements AutoCloseable {

    private static final List<String> READ_BY_THE_CHECK = List.of("modules", "server-config", "docs/privacy");
    private static final Set<String> MADE = Set.of("target", ".git", ".in2peta");
    private static final Pattern COMPONENTS = Pattern.compile("record Letter\\(([^)]*)\\)");

    private final Path root;
    /** What stood in a changed file; empty for a file that was not there. */
    private final Map<Path, Optional<String>> before = new HashMap<>();

    private SourceCopy(Path root) {
        this.root = root;
    }

    /** What the check of the sources reads. */
    static SourceCopy of(Path project, Path folder) {
        return copy(project, folder, READ_BY_THE_CHECK);
    }

    /** Everything but what a build or a run makes. */
    static SourceCopy whole(Path project, Path folder) {
        return copy(project, folder, List.of("."));
    }

    private static SourceCopy copy(Path project, Path folder, List<String> parts) {
        Folders.delete(folder);
        for (String part : parts) {
            copyTree(project, project.resolve(part).normalize(), folder);
        }
        return new SourceCopy(folder);
    }

    private static void copyTree(Path project, Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    if (MADE.contains(directory.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(
                            to.resolve(project.relativize(directory).toString()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(
                            file, to.resolve(project.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    void append(String file, String text) {
        Path path = remember(file);
        write(path, before.get(path).orElse("") + text);
    }

    /** The first place. */
    void replace(String file, String wanted, String by) {
        Path path = remember(file);
        String text = before.get(path).orElseThrow();
        if (!text.contains(wanted)) {
            throw new IllegalStateException(file + " holds no " + wanted);
        }
        write(path, text.replaceFirst(Pattern.quote(wanted), Matcher.quoteReplacement(by)));
    }

    String addMigration(SchemaAddition addition) {
        append("sql/kernel/V9000__kernel_added.sql", addition.statement() + ";\n");
        return addition.name();
    }

    /** Puts back what was changed. */
    void restore() {
        before.forEach((path, text) -> {
            if (text.isPresent()) {
                write(path, text.get());
            } else {
                delete(path);
            }
        });
        before.clear();
    }

    /** A loader in which the record has the components that its source has now. */
    ClassLoader compileRecord(String file, String type) {
        Matcher record = COMPONENTS.matcher(read(root.resolve(file)));
        if (!record.find()) {
            throw new IllegalStateException(file + " holds no record");
        }
        String outer = type.substring(type.lastIndexOf('.') + 1, type.indexOf('$'));
        Path folder = root.resolveSibling(root.getFileName() + "-classes");
        Path source = folder.resolve(outer + ".java");
        write(
                source,
                "package " + type.substring(0, type.lastIndexOf('.')) + "; import java.util.*; class " + outer
                        + " { record " + type.substring(type.indexOf('$') + 1) + "(" + record.group(1) + ") {} }");
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString())
                != 0) {
            throw new IllegalStateException("the changed record does not compile");
        }
        try {
            return new Changed(type, folder.toUri().toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks for one class in a folder first. */
    private static final class Changed extends URLClassLoader {

        private final String type;

        Changed(String type, URL folder) {
            super(new URL[] {folder}, SourceCopy.class.getClassLoader());
            this.type = type;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(type) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    private Path remember(String file) {
        Path path = root.resolve(file);
        before.computeIfAbsent(path, p -> Files.exists(p) ? Optional.of(read(p)) : Optional.empty());
        return path;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Folders.delete(root);
    }
}
