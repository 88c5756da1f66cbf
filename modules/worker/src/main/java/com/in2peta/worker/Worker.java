package com.in2peta.worker;

import com.in2peta.worker.http.Webhooks;
import com.in2peta.worker.http.WorkerServer;
import com.in2peta.worker.job.JobLimits;
import com.in2peta.worker.job.Jobs;
import com.in2peta.worker.job.Model;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A running worker: the jobs, the webhooks and the server in front of them. */
public final class Worker implements AutoCloseable {

    private final Webhooks webhooks;
    private final Jobs jobs;
    private final WorkerServer server;

    private Worker(Webhooks webhooks, Jobs jobs, WorkerServer server) {
        this.webhooks = webhooks;
        this.jobs = jobs;
        this.server = server;
    }

    /**
     * Binds the port and starts to serve.
     *
     * @param webhookRetryDelay distance between two tries of a webhook, {@link Webhooks#RETRY_DELAY} in production
     * @throws IOException when the address cannot be bound
     */
    public static Worker start(
            InetSocketAddress address,
            String apiKey,
            Map<String, Model> models,
            JobLimits limits,
            Duration webhookRetryDelay,
            BooleanSupplier ready)
            throws IOException {
        Webhooks webhooks = new Webhooks(webhookRetryDelay);
        Jobs jobs = new Jobs(models, limits, webhooks::announce);
        try {
            WorkerServer server = new WorkerServer(address, apiKey, jobs, ready);
            server.start();
            return new Worker(webhooks, jobs, server);
        } catch (IOException | RuntimeException e) {
            jobs.close();
            webhooks.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        jobs.close();
        server.close();
        webhooks.close();
    }
}
