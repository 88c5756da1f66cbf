package com.in2peta.sandbox.runpod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.control.CallbackSender;
import com.in2peta.sandbox.control.CallbackSender.Callback;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** Tells the URLs that came with jobs how these ended. Unsigned, as RunPod does; what is not taken is tried again. */
final class Callbacks implements AutoCloseable {

    static final int TRIES = 3;

    private static final String FORGED = "forged";

    private final Control control;
    private final CallbackSender sender;

    Callbacks(Control control) {
        this.control = control;
        this.sender = new CallbackSender(control, Operation.RUNPOD_CALLBACK, Setting.RUNPOD_CALLBACK_RETRY_MS, TRIES);
    }

    /** The moment for those who pretend to be RunPod. */
    void accepted(Job job) {
        job.webhook()
                .ifPresent(url -> control.faults()
                        .take(Operation.RUNPOD_CALLBACK, FaultKind.When.FORGERY)
                        .ifPresent(fault -> sender.pretend(fault.millis(), forgery(fault.kind(), job, url))));
    }

    void ended(Job job) {
        job.webhook()
                .ifPresent(url ->
                        sender.send(new Callback(url, Map.of(), job.json().toString())));
    }

    @Override
    public void close() {
        sender.close();
    }

    /** Whoever forges does not know how the job will end, but says that it is done. */
    private static Callback forgery(FaultKind kind, Job job, URI url) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", kind == FaultKind.FORGED_JOB ? FORGED + "-" + job.id() : job.id())
                .put("status", "COMPLETED")
                .put("delayTime", 1)
                .put("executionTime", 1)
                .put("output", FORGED);
        return new Callback(kind == FaultKind.FORGED_TOKEN ? otherToken(url) : url, Map.of(), body.toString());
    }

    /** The token is the last part of the path. */
    private static URI otherToken(URI url) {
        return url.resolve(UUID.randomUUID().toString());
    }
}
