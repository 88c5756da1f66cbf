package com.in2peta.web.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.in2peta.inference.api.PredictionDocuments;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.WebConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Predictions as {@code GET /v1/predictions/{id}} answers them, for who sends them elsewhere. */
@ApplicationScoped
class PredictionBodies implements PredictionDocuments {

    @Inject
    WebConfig config;

    @Override
    public byte[] json(PredictionView prediction) {
        try {
            return Json.MAPPER.writeValueAsBytes(PredictionJson.of(prediction, config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of our own can be written
        }
    }
}
