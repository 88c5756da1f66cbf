package com.in2peta.launcher;

import com.in2peta.launcher.process.Children;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code down}: ends the launcher of a data directory, and what a killed one has left. */
public final class Down {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path data;
    private final PrintStream out;

    public Down(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    public void run() {
        if (!Files.isDirectory(data)) {
            out.println("nothing runs on " + data);
            return;
        }
        Home home = Home.open(data);
        Optional<LauncherLock> lock = LauncherLock.tryAcquire(home);
        if (lock.isPresent()) {
            endLeftOvers(home);
            lock.get().close();
            return;
        }
        ProcessHandle launcher = LauncherLock.holder(home)
                .orElseThrow(() -> new StartFailure("cannot tell which process holds " + data));
        launcher.destroy();
        if (!Children.await(launcher, LIMIT)) {
            throw new StartFailure("the launcher (pid " + launcher.pid() + ") did not end within " + LIMIT.toSeconds()
                    + " s; see " + home.logs());
        }
        out.println("stopped");
    }

    private void endLeftOvers(Home home) {
        int left = new Children(home.run()).endLeftOvers();
        new ReadyFile(home.ready()).remove();
        out.println(left == 0 ? "nothing runs on " + data : "ended " + left + " processes of a killed launcher");
    }
}
