package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What it was measured on, and how quick its disk is just now. */
final class Machine {

    private static final int PAGE = 8_192;
    private static final long PROBE_MILLIS = 2_000;
    private static final int TRIPS = 5_000;

    private Machine() {}

    static ObjectNode describe() throws IOException {
        ObjectNode machine = Api.JSON.createObjectNode();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("cpu", line(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("jdk", System.getProperty("java.runtime.version"));
        machine.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
        return machine;
    }

    static String commit() throws IOException {
        String root = Platform.root().toString();
        String dirty = Tool.run(List.of("git", "-C", root, "status", "--porcelain", "--untracked-files=no"))
                        .isBlank()
                ? ""
                : " with changes";
        return Tool.run(List.of("git", "-C", root, "rev-parse", "HEAD")).strip() + dirty;
    }

    /** Synchronized writes of one page per second. */
    static double fsyncsPerSecond(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("fsync-probe");
        long count = 0;
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            while (System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS)) {
                page.clear();
                channel.write(page, 0);
                channel.force(false);
                count++;
            }
        }
        Files.delete(file);
        return count * 1e9 / (System.nanoTime() - begun);
    }

    /** A byte to a peer on this machine and back: the median of many. */
    static double loopbackMillis() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, here);
                Socket one = new Socket(here, server.getLocalPort());
                Socket other = server.accept()) {
            one.setTcpNoDelay(true);
            other.setTcpNoDelay(true);
            Thread echo = new Thread(() -> echo(other), "loopback-echo");
            echo.setDaemon(true);
            echo.start();
            long[] nanos = new long[TRIPS];
            for (int i = 0; i < TRIPS; i++) {
                long begun = System.nanoTime();
                one.getOutputStream().write(1);
                one.getInputStream().read();
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);
            return nanos[TRIPS / 2] / 1e6;
        }
    }

    private static void echo(Socket socket) {
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                socket.getOutputStream().write(next);
            }
        } catch (IOException e) {
            // the measurement is over
        }
    }

    private static String line(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
