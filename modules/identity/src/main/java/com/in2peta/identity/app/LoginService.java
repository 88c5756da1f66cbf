package com.in2peta.identity.app;

import com.in2peta.identity.api.Login;
import com.in2peta.identity.api.Roles;
import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.AccountRepository.Credentials;
import com.in2peta.identity.domain.Organization;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Turns an address and a password into an access token. */
@Stateless
public class LoginService implements Login {

    @Inject
    AccountRepository accounts;

    @Inject
    PersonSeals seals;

    @Inject
    PasswordService passwords;

    @Inject
    AccessTokens tokens;

    @Inject
    FrozenAccounts frozen;

    @Inject
    Tenancy tenancy;

    @Override
    public AccessToken login(String email, String password) {
        Optional<Credentials> known = accounts.findCredentials(seals.emailIndex(email));
        boolean right = passwords.matches(password, known.map(Credentials::passwordHash));
        if (!right || frozen.isFrozen(known.orElseThrow().personId())) {
            throw new DomainException(ProblemType.INVALID_CREDENTIALS, "The email or the password is wrong.");
        }
        Credentials credentials = known.orElseThrow();
        tenancy.enter(credentials.organizationId(), Purpose.ACCOUNT);
        Organization organization =
                accounts.findOrganization(credentials.organizationId()).orElseThrow();
        Set<String> roles = new HashSet<>(Set.of(Roles.USER));
        accounts.staffRoles(credentials.personId()).forEach(role -> roles.add(Roles.staff(role)));
        return tokens.issue(credentials.personId(), organization.id(), organization.username(), roles);
    }
}
