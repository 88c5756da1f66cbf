package com.in2peta.web.identity;

import com.in2peta.compliance.api.Rights;
import com.in2peta.compliance.api.Rights.Asker;
import com.in2peta.identity.api.Accounts;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The caller's own account, in the form of Replicate's API. */
@Path("v1/account")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    public record AccountView(String type, String username, String name, String githubUrl, String avatarUrl) {}

    @Inject
    Accounts accounts;

    @Inject
    HttpServletRequest request;

    public record ChangeAccount(@NotNull String name) {}

    @Inject
    Rights rights;

    /** Rectification by oneself. What shows the name of a token or key that was issued before does so for up to 15 minutes. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public AccountView change(@NotNull @Valid ChangeAccount change) {
        Caller caller = Requests.requireCaller(request);
        rights.rename(
                new Asker(caller.personId(), caller.organizationId(), caller.signedInAt(), Optional.empty()),
                change.name());
        return new AccountView("user", caller.username(), change.name().strip(), null, null);
    }

    @GET
    public AccountView get() {
        Caller caller = Requests.requireCaller(request);
        return new AccountView("user", caller.username(), accounts.name(caller), null, null);
    }
}
