package com.in2peta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.sandbox.mail.MailCatcher;
import com.in2peta.sandbox.razorpay.RazorpayAccount;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {

    private static final RazorpayAccount ACCOUNT = new RazorpayAccount("rzp_test_1", "secret", "webhook");

    @TempDir
    Path dir;

    @Test
    void runsOnDaemonThreadsAndEndsThem() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        Sandbox sandbox = new Sandbox(dir, 0, ACCOUNT, TestKeys.PROVIDERS);
        MailCatcher mail = new MailCatcher(dir.resolve("mail"), 0, 0);
        sandbox.start();
        mail.start();
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);

        assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
        mail.close();
        sandbox.close();
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void startsAgainOnTheSamePort() throws Exception {
        int port;
        try (Sandbox sandbox = new Sandbox(dir, 0, ACCOUNT, TestKeys.PROVIDERS)) {
            sandbox.start();
            port = sandbox.port();
        }

        try (Sandbox sandbox = startAt(port)) {
            assertThat(sandbox.port()).isEqualTo(port);
        }
    }

    /** Between the two a connection of somebody else may have the port for a moment. */
    private Sandbox startAt(int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Sandbox sandbox = new Sandbox(dir, port, ACCOUNT, TestKeys.PROVIDERS);
            try {
                sandbox.start();
                return sandbox;
            } catch (BindException e) {
                sandbox.close();
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                Sandbox sandbox = new Sandbox(dir, taken.getLocalPort(), ACCOUNT, TestKeys.PROVIDERS)) {
            assertThatThrownBy(sandbox::start).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
    }
}
