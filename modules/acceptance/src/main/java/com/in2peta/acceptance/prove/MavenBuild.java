package com.in2peta.acceptance.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A build as a developer runs it, with the check of the catalogue as its only test. */
final class MavenBuild {

    private static final long LIMIT_MINUTES = 15;

    private MavenBuild() {}

    /** What it said; empty when it did not fail. */
    static String of(Path project) {
        try {
            Process process = new ProcessBuilder(
                            "mvn",
                            "-B",
                            "-ntp",
                            "package",
                            "-Dtest=CatalogueTest",
                            "-Dsurefire.failIfNoSpecifiedTests=false")
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("a build did not end");
            }
            return process.exitValue() == 0 ? "" : said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
