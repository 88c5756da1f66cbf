package com.in2peta.sandbox;

import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Html;
import com.in2peta.sandbox.http.LoopbackServer;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.koyeb.KoyebStandIn;
import com.in2peta.sandbox.mail.MailCatcher;
import com.in2peta.sandbox.modal.ModalStandIn;
import com.in2peta.sandbox.razorpay.RazorpayAccount;
import com.in2peta.sandbox.razorpay.RazorpayStandIn;
import com.in2peta.sandbox.runpod.RunPodStandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The stand-ins that speak HTTP, on one port of 127.0.0.1, each below its name: Razorpay is {@code /razorpay/v1}. What
 * Razorpay holds survives a restart on the same directory; jobs and deployments at the providers do not. One sandbox
 * per directory.
 */
public final class Sandbox implements AutoCloseable {

    private final RazorpayStandIn razorpay;
    private final RunPodStandIn runpod;
    private final KoyebStandIn koyeb;
    private final ModalStandIn modal;
    private final Control control = new Control();
    private final Map<String, Handler> standIns;
    private final LoopbackServer server;

    /**
     * Reads the state in {@code dataDir}, which is made if missing; opens no port before {@link #start}.
     *
     * @param port 0 for a free one
     */
    public Sandbox(Path dataDir, int port, RazorpayAccount account, ProviderKeys keys) throws IOException {
        this(dataDir, port, account, keys, Clock.systemUTC());
    }

    /** For tests that move the time. */
    public Sandbox(Path dataDir, int port, RazorpayAccount account, ProviderKeys keys, Clock clock) throws IOException {
        this.razorpay = new RazorpayStandIn(dataDir, account, control, clock);
        this.runpod = new RunPodStandIn(keys.runpodApiKey(), control, clock);
        this.koyeb = new KoyebStandIn(keys.koyebApiToken(), keys.koyebServiceToken(), control, clock);
        this.modal = new ModalStandIn(keys.modalToken(), control, clock);
        this.standIns = Map.of("razorpay", razorpay, "runpod", runpod, "koyeb", koyeb, "modal", modal);
        this.server = new LoopbackServer("sandbox", port, this::handle);
    }

    public void start() throws IOException {
        server.start();
    }

    /** Where Razorpay's stand-in sends its events. */
    public void sendPaymentEventsTo(URI url) {
        razorpay.sendEventsTo(url);
    }

    /** The port in use, also when 0 was asked for. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        runpod.close();
        koyeb.close();
        modal.close();
        razorpay.close();
    }

    private Response handle(Request request) throws IOException {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            return Response.html(200, Html.page("Sandbox", "<p>Stand-ins: " + String.join(", ", standIns.keySet())));
        }
        Handler standIn = standIns.get(path.get(0));
        return standIn == null ? control.handle(request) : standIn.handle(request.below(1));
    }

    /** Runs the sandbox and the mail catcher until the process ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            System.err.println("usage: Sandbox <data directory> <http port> <smtp port> <mail http port>");
            System.err.println("with these in the environment: RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET,"
                    + " RAZORPAY_WEBHOOK_SECRET, RUNPOD_API_KEY, KOYEB_API_TOKEN, KOYEB_SERVICE_TOKEN, MODAL_KEY,"
                    + " MODAL_SECRET");
            System.exit(2);
        }
        Map<String, String> env = System.getenv();
        RazorpayAccount account = new RazorpayAccount(
                env.get("RAZORPAY_KEY_ID"), env.get("RAZORPAY_KEY_SECRET"), env.get("RAZORPAY_WEBHOOK_SECRET"));
        Path data = Path.of(args[0]);
        try (Sandbox sandbox = new Sandbox(data, Integer.parseInt(args[1]), account, ProviderKeys.of(env));
                MailCatcher mail =
                        new MailCatcher(data.resolve("mail"), Integer.parseInt(args[2]), Integer.parseInt(args[3]))) {
            sandbox.start();
            mail.start();
            System.out.printf(
                    "sandbox http://127.0.0.1:%d/  mail http://127.0.0.1:%d/  smtp 127.0.0.1:%d%n",
                    sandbox.port(), mail.httpPort(), mail.smtpPort());
            new CountDownLatch(1).await();
        }
    }
}
