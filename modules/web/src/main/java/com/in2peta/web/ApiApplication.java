package com.in2peta.web;

import com.in2peta.identity.api.Roles;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Every JAX-RS resource of the platform lives in this WAR; the paths under {@code /v1} are the API. */
@ApplicationScoped
@DeclareRoles({Roles.USER, Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@ApplicationPath("/")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "in2peta",
                        version = "1",
                        description =
                                "Serverless GPU inference: publish models, run predictions, pay for the time they run. Money is"
                                        + " in micro-units of a currency: 1,000,000 are one unit."))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key (in2p_live_…) or an access token of /v1/auth/login.")
public class ApiApplication extends Application {}
