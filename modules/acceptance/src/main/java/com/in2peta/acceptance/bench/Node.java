package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What runs on Node, as {@code src/bench/node} pins it. */
final class Node {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "jobs.js");
    private static final String LOCK = "package-lock.json";
    private static final String INSTALLED = "node_modules/.package-lock.json";

    private Node() {}

    /** The folder with the packages, which npm fetches once. */
    static Path folder(Lab lab) throws IOException {
        Path source = Platform.root().resolve("modules/acceptance/src/bench/node");
        Path folder = Files.createDirectories(lab.folder().resolve("node"));
        boolean fresh = Files.exists(folder.resolve(INSTALLED))
                && Files.exists(folder.resolve(LOCK))
                && Files.mismatch(source.resolve(LOCK), folder.resolve(LOCK)) == -1;
        for (String file : FILES) {
            Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!fresh) {
            Tool.run(
                    List.of("npm", "--prefix", folder.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
        return folder;
    }
}
