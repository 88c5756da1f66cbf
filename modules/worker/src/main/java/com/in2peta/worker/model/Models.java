package com.in2peta.worker.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.worker.job.JobContext;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.digits.DigitReader;
import com.in2peta.worker.model.language.LanguageIdentifier;
import com.in2peta.worker.model.text.StoryTeller;
import com.in2peta.worker.model.text.TextGenerator;
import com.in2peta.worker.model.tones.KeypadTones;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The models of this worker by endpoint id; each is loaded at its first use, or by {@link #loadAll}. */
public final class Models {

    private final Map<String, Model> byEndpoint = new LinkedHashMap<>();

    public Models() {
        add(DigitReader.ENDPOINT, DigitReader::new);
        add(LanguageIdentifier.ENDPOINT, LanguageIdentifier::new);
        add(KeypadTones.ENDPOINT, KeypadTones::new);
        add(TextGenerator.ENDPOINT, TextGenerator::new);
        add(StoryTeller.ENDPOINT, StoryTeller::new);
    }

    private void add(String endpoint, Supplier<Model> loader) {
        byEndpoint.put(endpoint, new Lazy(loader));
    }

    public Map<String, Model> byEndpoint() {
        return Map.copyOf(byEndpoint);
    }

    /** Loads what is not loaded yet, so that the first job does not wait for it. */
    public void loadAll() {
        byEndpoint.values().forEach(model -> ((Lazy) model).model());
    }

    private static final class Lazy implements Model {

        private final Supplier<Model> loader;
        private volatile Model model;

        private Lazy(Supplier<Model> loader) {
            this.loader = loader;
        }

        private Model model() {
            Model loaded = model;
            if (loaded == null) {
                synchronized (this) {
                    loaded = model;
                    if (loaded == null) {
                        loaded = loader.get();
                        model = loaded;
                    }
                }
            }
            return loaded;
        }

        @Override
        public JsonNode run(JsonNode input, JobContext context) throws ModelFailure {
            return model().run(input, context);
        }
    }
}
