package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.models.api.ModelShowcase;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A model's readme, as Markdown. */
@Path("v1/models/{owner}/{name}/readme")
@RequestScoped
@RequiresRole(Roles.USER)
public class ReadmeResource {

    private static final String MARKDOWN = "text/markdown";
    private static final String MARKDOWN_UTF_8 = MARKDOWN + ";charset=UTF-8";

    @PathParam("owner")
    String owner;

    @PathParam("name")
    String name;

    @Inject
    ModelShowcase showcase;

    @Inject
    HttpServletRequest request;

    @GET
    @Produces(MARKDOWN_UTF_8)
    public String get() {
        return showcase.readme(Requests.requireCaller(request), owner, name);
    }

    /** An empty body takes the readme away. */
    @PUT
    @Consumes({MARKDOWN, MediaType.TEXT_PLAIN})
    public void put(String markdown) {
        showcase.writeReadme(Requests.requireCaller(request), owner, name, markdown);
    }
}
