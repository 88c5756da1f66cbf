package com.in2peta.web.billing;

import com.in2peta.billing.api.PaymentEvents;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Where Razorpay tells what happened. Nobody logs in here: the signature over the bytes of the body says who speaks. Razorpay waits five seconds for
 * the answer and stops sending events after a day without one.
 */
@Path("v1/razorpay/webhook")
@ApplicationScoped
@PermitAll
public class RazorpayWebhookResource {

    @Inject
    PaymentEvents events;

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response arrived(
            byte[] body,
            @HeaderParam("X-Razorpay-Signature") @DefaultValue("") String signature,
            @HeaderParam("x-razorpay-event-id") @DefaultValue("") String eventId) {
        events.arrived(body, signature, eventId);
        return Response.ok().build();
    }
}
