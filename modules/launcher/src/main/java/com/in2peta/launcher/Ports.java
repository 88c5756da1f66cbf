package com.in2peta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports. Internal ones are chosen once per start, so that a part which is restarted keeps its address. They are not the system's
 * own choice: it gives the same ones to outgoing connections, of which one may come between the choice and the part that binds it.
 */
public final class Ports {

    /** Below the ports of outgoing connections, on Linux (32768) as on macOS and Windows (49152), and above those of usual servers. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    /** By this process: perhaps nobody has bound it yet, and two parts must not get the same. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody uses now, another one every time. */
    public static int free() {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket socket = bind(ThreadLocalRandom.current().nextInt(FIRST, LAST))) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new StartFailure("no free port on the loopback interface", last);
    }

    /** The asked port when it can be bound, a free one when 0 was asked for. */
    public static int claim(int asked) {
        if (asked == 0) {
            return free();
        }
        try (ServerSocket socket = bind(asked)) {
            GIVEN.add(asked);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("port " + asked + " is in use or not allowed; choose another with --port", e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
