package com.in2peta.launcher.sandbox;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Part;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.sandbox.ProviderKeys;
import com.in2peta.sandbox.Sandbox;
import com.in2peta.sandbox.modal.ModalToken;
import com.in2peta.sandbox.razorpay.RazorpayAccount;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The stand-ins for the payment processor and the providers, with accounts whose keys only this installation knows. */
public final class SandboxPart implements Part {

    private static final String KEY_PREFIX = "rzp_test_";
    private static final String MODAL_KEY_PREFIX = "wk-";
    private static final String MODAL_SECRET_PREFIX = "ws-";

    private final Home home;
    private final RazorpayAccount account;
    private final ProviderKeys keys;
    private final int port;
    private final URI payments;
    private volatile Sandbox sandbox;

    /**
     * @param payments where the payment processor tells what happens, as its dashboard would be told
     */
    public SandboxPart(Home home, Secrets secrets, int port, URI payments) {
        this.home = home;
        this.account = new RazorpayAccount(
                KEY_PREFIX + secrets.get("razorpay-key-id"),
                secrets.get("razorpay-key-secret"),
                secrets.get("razorpay-webhook-secret"));
        this.keys = new ProviderKeys(
                secrets.get("sandbox-runpod-api-key"),
                secrets.get("sandbox-koyeb-api-token"),
                secrets.get("sandbox-koyeb-service-token"),
                new ModalToken(
                        MODAL_KEY_PREFIX + secrets.get("sandbox-modal-key"),
                        MODAL_SECRET_PREFIX + secrets.get("sandbox-modal-secret")));
        this.port = port;
        this.payments = payments;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    public String url() {
        return "http://" + host() + ":" + port;
    }

    /** Where the services of model owners are. */
    public String host() {
        return "127.0.0.1";
    }

    public RazorpayAccount account() {
        return account;
    }

    public String runpodUrl() {
        return url() + "/runpod/v2";
    }

    public ProviderKeys keys() {
        return keys;
    }

    /** Where each provider's stand-in is and what it wants to be shown, as in {@code ready.json}. */
    public Map<String, Map<String, String>> providers() {
        return Map.of(
                "runpod",
                Map.of(
                        "url", runpodUrl(),
                        "managementUrl", url() + "/runpod/v1",
                        "apiKey", keys.runpodApiKey()),
                "koyeb",
                Map.of(
                        "url",
                        url() + "/koyeb/apps",
                        "managementUrl",
                        url() + "/koyeb/v1",
                        "apiToken",
                        keys.koyebApiToken(),
                        "serviceToken",
                        keys.koyebServiceToken()),
                "modal",
                Map.of(
                        "url", url() + "/modal",
                        "key", keys.modalToken().key(),
                        "secret", keys.modalToken().secret()));
    }

    @Override
    public void start() {
        try {
            Sandbox starting = new Sandbox(home.sandbox(), port, account, keys);
            sandbox = starting;
            starting.sendPaymentEventsTo(payments);
            starting.start();
        } catch (IOException e) {
            throw new StartFailure("the sandbox did not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        Sandbox running = sandbox;
        if (running != null) {
            try {
                running.close();
            } catch (IOException e) {
                throw new IllegalStateException("the sandbox could not write its books", e);
            }
        }
    }

    @Override
    public String detail() {
        return url();
    }
}
