package com.in2peta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports. Internal ones are chosen once per start, so that a part which is restarted keeps its address. */
public final class Ports {

    private Ports() {}

    /** A port that nobody uses now. */
    public static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("no free port on the loopback interface", e);
        }
    }

    /** The asked port when it can be bound, a free one when 0 was asked for. */
    public static int claim(int asked) {
        if (asked == 0) {
            return free();
        }
        try (ServerSocket socket = bind(asked)) {
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
