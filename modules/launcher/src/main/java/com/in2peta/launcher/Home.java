package com.in2peta.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data directory of one installation. It is ours when it holds our mark; a directory with anything else in it is
 * refused, so that a mistyped {@code --data --fresh} never deletes somebody's files.
 */
public record Home(Path directory) {

    private static final String MARK = "in2peta-data";
    private static final Pattern FURTHER_NODE = Pattern.compile("payara-\\d+(?:-|$)");

    /** Opens the directory, making it when it is absent or empty. */
    public static Home open(Path directory) {
        Home home = new Home(directory);
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
                throw new StartFailure(directory + " is not a directory");
            }
            if (Files.isDirectory(directory) && !Files.exists(home.mark()) && !home.isUnused()) {
                throw new StartFailure(directory + " holds files that are not in2peta's; choose another with --data");
            }
            makePrivate(directory);
            if (!Files.exists(home.mark())) {
                Files.writeString(home.mark(), "The data of one in2peta installation.\n");
            }
            for (Path part : List.of(home.run(), home.secrets(), home.logs(), home.witness())) {
                makePrivate(part);
            }
            if (!Files.isWritable(directory) || !Files.isWritable(home.run())) {
                throw new StartFailure("cannot write to " + directory);
            }
            return home;
        } catch (IOException e) {
            throw new StartFailure("cannot use " + directory + ": " + reason(e), e);
        }
    }

    /** Deletes everything but the lock's directory and the settings; call it only while holding the lock. */
    public void clear() {
        try (Stream<Path> parts = Files.list(directory)) {
            for (Path part : parts.toList()) {
                if (!List.of(run(), mark(), overrides()).contains(part)) {
                    delete(part);
                }
            }
            makePrivate(secrets());
            makePrivate(logs());
            makePrivate(witness());
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailure("cannot empty " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What servers beside the first one have left is written anew at every start, and not at all when there are fewer of them. */
    public void forgetFurtherNodes() {
        for (Path place : List.of(directory, run())) {
            try (Stream<Path> parts = Files.list(place)) {
                parts.filter(part -> FURTHER_NODE
                                .matcher(part.getFileName().toString())
                                .lookingAt())
                        .toList()
                        .forEach(Home::delete);
            } catch (IOException | UncheckedIOException e) {
                throw new StartFailure("cannot tidy " + place + ": " + e.getMessage(), e);
            }
        }
    }

    public Path run() {
        return directory.resolve("run");
    }

    public Path secrets() {
        return directory.resolve("secrets");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path artemis() {
        return directory.resolve("artemis");
    }

    public Path sandbox() {
        return directory.resolve("sandbox");
    }

    public Path mail() {
        return directory.resolve("mail");
    }

    /** The outside copies of signed roots: outside of the database, and of the machine once a mount takes its place. */
    public Path witness() {
        return directory.resolve("witness");
    }

    public Path payara() {
        return node("payara");
    }

    /** The folder of one of several servers. */
    public Path node(String name) {
        return directory.resolve(name);
    }

    public Path ready() {
        return directory.resolve("ready.json");
    }

    /** Settings of the person who runs it; each line wins over what the launcher would set. */
    public Path overrides() {
        return directory.resolve("in2peta.properties");
    }

    private Path mark() {
        return directory.resolve(MARK);
    }

    /** Makes a directory that only its owner can enter. */
    public static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (directory.getParent() != null) {
                Files.createDirectories(directory.getParent());
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Deletes a file or a whole tree; symbolic links are removed, not followed. */
    public static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings may be there before the first start. */
    private boolean isUnused() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.allMatch(entry -> entry.equals(overrides()));
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException ? "a file is in the way" : "no permission or no space";
    }
}
