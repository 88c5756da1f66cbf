package com.in2peta.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Every JAX-RS resource of the platform lives in this WAR; the paths under {@code /v1} are the API. */
@ApplicationScoped
@ApplicationPath("/")
public class ApiApplication extends Application {}
