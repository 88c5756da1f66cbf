package com.in2peta.launcher.process;

import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One running child. It gets a session of its own where the system can give one: Ctrl-C in a terminal then reaches the
 * launcher alone, which stops the parts in order.
 */
public final class ChildProcess {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES");
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final BoundedLog log;
    private final Thread pump;

    private ChildProcess(String name, Process process, BoundedLog log, LogWatch watch) {
        this.name = name;
        this.process = process;
        this.log = log;
        pump = new Thread(() -> log.copy(process.getInputStream(), watch), name + "-log");
        pump.setDaemon(true);
        pump.start();
    }

    /** Starts it with a short, fixed list of environment variables and those given; secrets travel that way. */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path logFile) {
        return start(name, command, environment, directory, logFile, new LogWatch("\n"));
    }

    /** The same, with somebody who reads along what it writes. */
    public static ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path logFile,
            LogWatch watch) {
        List<String> line = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> line.add(setsid.toString()));
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> !INHERITED.contains(key));
        builder.environment().putAll(environment);
        BoundedLog log = new BoundedLog(logFile);
        try {
            return new ChildProcess(name, builder.start(), log, watch);
        } catch (IOException e) {
            log.close();
            throw new StartFailure("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path logFile() {
        return log.file();
    }

    /** Runs the action when the process has ended, on another thread. */
    public void whenEnded(Runnable action) {
        process.onExit().thenRunAsync(action);
    }

    /** Sends the signal that lets the part end by itself and waits; kills it when the limit is over. */
    public void stop(String signal, Duration limit) {
        if (process.isAlive()) {
            signal(signal);
            if (!Children.await(process.toHandle(), limit)) {
                kill();
            }
        }
        finishLog();
    }

    public void kill() {
        process.destroyForcibly();
        Children.await(process.toHandle(), KILL_LIMIT);
    }

    private void signal(String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " \"$0\"", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    private void finishLog() {
        try {
            pump.join(KILL_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + ")";
    }
}
