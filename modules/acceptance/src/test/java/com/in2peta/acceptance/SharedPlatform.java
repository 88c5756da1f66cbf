package com.in2peta.acceptance;

import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test that asks for a {@link Platform} the same one; it starts with the first and stops after the last. While tests are
 * written, {@code -Din2peta.running=DIR} names one that runs already.
 */
public final class SharedPlatform implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedPlatform.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Platform resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("platform", key -> platform(), Platform.class);
    }

    private static Platform platform() {
        String running = System.getProperty("in2peta.running");
        return running == null ? Platform.start(folder("shared")) : Platform.running(Path.of(running));
    }

    /** Where the data of a platform of one's own are. */
    static Path data(String name) {
        return Path.of("target", "platforms", name).toAbsolutePath();
    }

    /** The same, emptied. */
    static Path folder(String name) {
        Path folder = data(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
