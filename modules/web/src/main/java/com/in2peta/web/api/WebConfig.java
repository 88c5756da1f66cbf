package com.in2peta.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class WebConfig {

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    String publicUrl;

    /** The absolute address of a path, as callers reach it. */
    public String url(String path) {
        return publicUrl + path;
    }
}
