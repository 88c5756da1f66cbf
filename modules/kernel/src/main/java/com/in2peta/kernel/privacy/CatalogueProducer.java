package com.in2peta.kernel.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** Reads the catalogue once, when it is first asked for, and applies what the operator decided about its conflicts. */
@ApplicationScoped
public class CatalogueProducer {

    /** Followed by the id of a conflict in lower case, as in {@code in2peta.privacy.x1}. */
    private static final String DECISION = "in2peta.privacy.";

    @Produces
    @Singleton
    Catalogue catalogue(Config config) {
        Catalogue catalogue = CatalogueReader.read(Thread.currentThread().getContextClassLoader());
        Map<String, String> choices = new TreeMap<>();
        catalogue
                .policy()
                .conflicts()
                .keySet()
                .forEach(id -> config.getOptionalValue(DECISION + id.toLowerCase(Locale.ROOT), String.class)
                        .ifPresent(option -> choices.put(id, option)));
        return choices.isEmpty()
                ? catalogue
                : catalogue.under(catalogue.policy().choosing(choices));
    }
}
