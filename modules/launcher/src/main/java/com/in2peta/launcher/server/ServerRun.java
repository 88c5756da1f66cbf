package com.in2peta.launcher.server;

import com.in2peta.launcher.Edition;
import com.in2peta.launcher.Installation;
import com.in2peta.launcher.JavaCommand;
import com.in2peta.launcher.Options;
import com.in2peta.launcher.Parts;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.Up;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code server}: the EAR on Payara Server beside the same other parts, and the acceptance story against it. */
public final class ServerRun {

    private static final String STORY = "com.in2peta.acceptance.story.Story";

    private final Options options;
    private final Installation installation;
    private final PrintStream out;

    public ServerRun(Options options, Installation installation, PrintStream out) {
        this.options = options;
        this.installation = installation;
        this.out = out;
    }

    /** Answers the story's exit code; with {@code --keep} only a signal ends it. */
    public int run() {
        return new Up(options, installation, Edition.SERVER, out).run(this::afterReady);
    }

    private int afterReady(Parts parts, Path readyFile) {
        ServerPart server = (ServerPart) parts.payara();
        out.println("admin console: " + server.console());
        int result = story(server.url(), readyFile);
        if (options.keep()) {
            out.println("kept running; Ctrl-C stops it");
            Up.awaitTheEnd();
        }
        return result;
    }

    private int story(String url, Path readyFile) {
        Path classes = installation.acceptanceClasses();
        if (!Files.exists(classes.resolve(STORY.replace('.', '/') + ".class"))) {
            throw new StartFailure("the acceptance story is not built: " + classes);
        }
        try {
            String classPath = classes + ":"
                    + Files.readString(installation.acceptanceClassPath()).strip();
            List<String> command = JavaCommand.with("-Din2peta.root=" + installation.root(), "-cp", classPath, STORY);
            command.addAll(List.of(url, readyFile.toString()));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new StartFailure("cannot run the acceptance story: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
