package com.in2peta.web.compliance;

import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.egress.CountryLimits;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.TreeSet;

/** Countries in which the caller's organization lets nothing be processed. */
@Path("v1/privacy/excluded-countries")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExcludedCountriesResource {

    public record Countries(@NotNull @Size(max = 250) List<@NotNull @Pattern(regexp = "[A-Z]{2}") String> countries) {}

    @Inject
    CountryLimits limits;

    @Inject
    HttpServletRequest request;

    @GET
    public Countries get() {
        return new Countries(limits.of(Requests.requireCaller(request).organizationId()));
    }

    @PUT
    public Countries put(@NotNull @Valid Countries wanted) {
        limits.set(Requests.requireCaller(request).organizationId(), new TreeSet<>(wanted.countries()));
        return get();
    }
}
