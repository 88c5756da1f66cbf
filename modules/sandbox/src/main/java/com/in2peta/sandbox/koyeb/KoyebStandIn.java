package com.in2peta.sandbox.koyeb;

import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;

/** Koyeb for one organization: {@code /v1} is its API, {@code /apps} its edge. Nothing survives a restart. */
public final class KoyebStandIn implements Handler, AutoCloseable {

    private final byte[] authorization;
    private final Control control;
    private final Management management;
    private final Edge edge;

    /** @param serviceToken the bearer that the services which are there from the start ask for */
    public KoyebStandIn(String apiToken, String serviceToken, Control control, Clock clock) {
        this.authorization = ("Bearer " + apiToken).getBytes(StandardCharsets.UTF_8);
        this.control = control;
        Organization organization = new Organization(control.settings(), clock);
        organization.deployModels(serviceToken);
        this.management = new Management(organization);
        this.edge = new Edge(organization, control, clock);
    }

    @Override
    public Response handle(Request request) throws IOException {
        List<String> path = request.segments();
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "v1" ->
                control.pass(Operation.KOYEB_MANAGEMENT, request, sent -> {
                    requireToken(sent);
                    return management.handle(sent.below(1));
                });
            case "apps" -> control.pass(Operation.KOYEB_CALL, request, sent -> edge.handle(sent.below(1)));
            default -> throw KoyebFailure.notFound("path");
        };
    }

    @Override
    public void close() {
        edge.close();
    }

    private void requireToken(Request request) {
        byte[] sent = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, sent)) {
            throw KoyebFailure.unauthorized();
        }
    }
}
