package com.in2peta.kernel.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reads the catalogue once, when it is first asked for. */
@ApplicationScoped
public class CatalogueProducer {

    @Produces
    @Singleton
    Catalogue catalogue() {
        return CatalogueReader.read(Thread.currentThread().getContextClassLoader());
    }
}
