package com.in2peta.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The contract, at the address and with the content negotiation of MicroProfile OpenAPI (section 5.1): YAML, or JSON by {@code Accept}
 * or {@code format=JSON}. The server's own endpoint is switched off, because its model drops empty {@code security} lists and nulls in
 * examples: what is served here is the document as it was written.
 */
@Path("openapi")
@ApplicationScoped
@PermitAll
public class OpenApiResource {

    private static final String DOCUMENT = "/META-INF/openapi.yaml";
    private static final String YAML = "application/yaml";

    private byte[] yaml;
    private byte[] json;

    @PostConstruct
    void read() {
        try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
            yaml = document.readAllBytes();
            JsonNode tree = new YAMLMapper().readTree(yaml);
            json = new ObjectMapper().writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT, e);
        }
    }

    @GET
    @Produces({YAML, MediaType.APPLICATION_JSON})
    public Response get(@QueryParam("format") String format, @Context HttpHeaders headers) {
        MediaType first = headers.getAcceptableMediaTypes().get(0);
        boolean wantsJson = format == null
                ? first.isCompatible(MediaType.APPLICATION_JSON_TYPE) && !first.isWildcardType()
                : format.equalsIgnoreCase("json");
        return wantsJson
                ? Response.ok(json, MediaType.APPLICATION_JSON).build()
                : Response.ok(yaml, YAML + ";charset=UTF-8").build();
    }
}
