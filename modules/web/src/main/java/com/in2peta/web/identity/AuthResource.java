package com.in2peta.web.identity;

import com.in2peta.identity.api.Accounts;
import com.in2peta.identity.api.Accounts.SignUp;
import com.in2peta.identity.api.Authentication;
import com.in2peta.identity.api.Login;
import com.in2peta.web.api.Json;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Signing up and in. */
@Path("v1/auth")
@ApplicationScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {

    public record NewAccount(
            @NotNull String name,
            @NotNull String email,
            @NotNull String password,
            String username,
            @NotNull Boolean ageConfirmed) {}

    public record Accepted(String status) {}

    public record Credentials(
            @NotNull String email, @NotNull String password) {}

    public record TokenView(String accessToken, String tokenType, long expiresIn) {}

    @Inject
    Accounts accounts;

    @Inject
    Login login;

    @Inject
    Authentication authentication;

    @POST
    @Path("sign-up")
    public Response signUp(@NotNull @Valid NewAccount request) {
        accounts.signUp(new SignUp(
                request.name(),
                request.email(),
                request.password(),
                Optional.ofNullable(request.username()),
                request.ageConfirmed()));
        return Response.accepted(new Accepted("accepted")).build();
    }

    @POST
    @Path("login")
    public TokenView login(@NotNull @Valid Credentials request) {
        Login.AccessToken token = login.login(request.email(), request.password());
        return new TokenView(token.token(), "Bearer", token.expiresInSeconds());
    }

    @GET
    @Path("jwks")
    public Json.Raw jwks() {
        return new Json.Raw(authentication.publicKeys().getBytes(StandardCharsets.UTF_8));
    }
}
