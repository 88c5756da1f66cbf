package com.in2peta.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this JDK is started again for a part: its heap and collector are given, everything else is the default. */
public final class JavaCommand {

    private JavaCommand() {}

    public static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Names the version precisely: what was archived by one JDK cannot be used by another. */
    public static String version() {
        return System.getProperty("java.vm.version").replaceAll("[^0-9A-Za-z.]", "_");
    }

    public static int feature() {
        return Runtime.version().feature();
    }

    public static List<String> with(String... options) {
        List<String> command = new ArrayList<>();
        command.add(home().resolve("bin").resolve("java").toString());
        command.addAll(List.of(options));
        return command;
    }
}
