package com.in2peta.launcher.sandbox;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.Part;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.sandbox.Sandbox;
import com.in2peta.sandbox.razorpay.RazorpayAccount;
import java.io.IOException;

/** The payment processor's stand-in, with one merchant account whose keys only this installation knows. */
public final class SandboxPart implements Part {

    private static final String KEY_PREFIX = "rzp_test_";

    private final Home home;
    private final RazorpayAccount account;
    private final int port;
    private volatile Sandbox sandbox;

    public SandboxPart(Home home, Secrets secrets, int port) {
        this.home = home;
        this.account = new RazorpayAccount(
                KEY_PREFIX + secrets.get("razorpay-key-id"),
                secrets.get("razorpay-key-secret"),
                secrets.get("razorpay-webhook-secret"));
        this.port = port;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public RazorpayAccount account() {
        return account;
    }

    @Override
    public void start() {
        try {
            Sandbox starting = new Sandbox(home.sandbox(), port, account);
            sandbox = starting;
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
