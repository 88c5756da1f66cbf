package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Streams that are open at the same time on one node, and the heap that is in use meanwhile. */
final class OpenStreams implements Benchmark {

    private static final int STREAMS = 5_000;
    private static final int SHORT_STREAMS = 500;
    private static final int PREDICTIONS = 50;
    private static final double GIGABYTE_OF_KILOBYTES = 1_048_576;
    private static final int PATIENCE_MILLIS = 60_000;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String title() {
        return "heap in use with 5,000 open streams / 1 GB";
    }

    @Override
    public double wanted() {
        return 1;
    }

    @Override
    public boolean lessIsBetter() {
        return true;
    }

    @Override
    public List<String> tools() {
        return List.of();
    }

    /** Predictions wait, so that their streams stay open. */
    @Override
    public double measure(Lab lab, ObjectNode result) throws IOException, SQLException {
        Platform platform = lab.platform();
        Customer customer = lab.newCustomer();
        customer.buy("inr-500");
        String version = Customers.publishCheapVersion(customer);
        List<URI> links = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            links.add(URI.create(customer.api()
                    .post(SyncPath.PREDICTIONS, Map.of("version", version, "input", Map.of("text", "of no importance")))
                    .expect(201)
                    .body()
                    .path("urls")
                    .path("stream")
                    .asText()));
        }
        long pid = platform.pid("payara");
        int count = Extent.isShort() ? SHORT_STREAMS : STREAMS;
        Series ours = new Series();
        Series reference = new Series();
        reference.add(heapKilobytes(pid));
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(open(links.get(i % links.size())));
            }
            for (Socket socket : open) {
                awaitBeat(socket); // each of them lives: it gets the beat that all get
            }
            ours.add(heapKilobytes(pid));
            result.put("residentMegabytes", Memory.residentMegabytes(pid));
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        result.put("unit", "kB");
        result.set("ours", ours.json());
        result.set("reference", reference.json());
        result.put("kilobytesOfAStream", (ours.median() - reference.median()) / count);
        result.putObject("settings")
                .put("streams", count)
                .put("predictions", PREDICTIONS)
                .put("reference", "the heap in use without streams, after a collection")
                .put("heap", "-Xmx512m -XX:+UseSerialGC")
                .put("platform", Lab.SETTING);
        return ours.median() / GIGABYTE_OF_KILOBYTES;
    }

    private static Socket open(URI link) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(link.getHost()), link.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setReceiveBufferSize(4_096);
        socket.getOutputStream()
                .write(("GET " + link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery())
                                + " HTTP/1.1\r\nHost: " + link.getAuthority()
                                + "\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line(socket.getInputStream());
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("a stream answers " + status);
        }
        return socket;
    }

    /** A comment, which is a colon on a line of its own. */
    private static void awaitBeat(Socket socket) throws IOException {
        String line = line(socket.getInputStream());
        while (!line.equals(":")) {
            line = line(socket.getInputStream());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the stream has ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** In use after a full collection, in both generations. */
    private static double heapKilobytes(long pid) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Tool.run(List.of(jcmd, Long.toString(pid), "GC.run"));
        String said = Tool.run(List.of(jcmd, Long.toString(pid), "GC.heap_info"));
        return Tool.number(said, "def new generation\\s+total [0-9]+K, used ([0-9]+)K")
                + Tool.number(said, "tenured generation\\s+total [0-9]+K, used ([0-9]+)K");
    }
}
