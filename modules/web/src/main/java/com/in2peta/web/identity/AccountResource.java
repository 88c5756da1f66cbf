package com.in2peta.web.identity;

import com.in2peta.identity.api.Accounts;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

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

    @GET
    public AccountView get() {
        Caller caller = Requests.requireCaller(request);
        return new AccountView("user", caller.username(), accounts.name(caller), null, null);
    }
}
