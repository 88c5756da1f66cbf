package com.in2peta.web.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.in2peta.inference.api.PredictionDocuments;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.api.Webhooks;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.WebConfig;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Predictions as {@code GET /v1/predictions/{id}} answers them, for webhooks. */
@WebListener
public class PredictionBodies implements PredictionDocuments, ServletContextListener {

    @Inject
    Webhooks webhooks;

    @Inject
    WebConfig config;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        webhooks.showAs(this);
    }

    @Override
    public byte[] json(PredictionView prediction) {
        try {
            return Json.MAPPER.writeValueAsBytes(PredictionJson.of(prediction, config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of our own can be written
        }
    }
}
