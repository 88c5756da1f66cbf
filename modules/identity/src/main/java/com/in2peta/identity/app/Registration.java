package com.in2peta.identity.app;

import com.in2peta.identity.api.Accounts.SignUp;
import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.Organization;
import com.in2peta.identity.domain.Person;
import com.in2peta.identity.mail.AlreadyRegisteredMail;
import com.in2peta.identity.mail.WelcomeMail;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.mail.Mailer;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The one transaction of a sign-up: the account, or the mail to who has it already. */
@Stateless
public class Registration {

    private static final int MAX_USERNAME = 39;
    private static final int SUFFIX_BOUND = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    AccountRepository accounts;

    @Inject
    PersonSeals seals;

    @Inject
    Tenancy tenancy;

    @Inject
    Mailer mailer;

    @Inject
    Clock clock;

    public void register(SignUp signUp, String passwordHash) {
        // Asked first in both cases: whether a username is free says nothing about an address.
        String username = username(signUp);
        Optional<AccountRepository.Credentials> known = accounts.findCredentials(seals.emailIndex(signUp.email()));
        if (known.isPresent()) {
            tenancy.enter(known.get().organizationId(), Purpose.ACCOUNT);
            mailer.send(known.get().organizationId(), known.get().personId(), AlreadyRegisteredMail.NAME, Map.of());
            return;
        }
        Instant now = clock.instant();
        UUID organizationId = Ids.next(clock);
        UUID personId = Ids.next(clock);
        tenancy.enter(organizationId, Purpose.ACCOUNT);
        accounts.add(
                Organization.personal(organizationId, username, now),
                Person.of(
                        personId,
                        organizationId,
                        seals.sealName(personId, signUp.name().strip()),
                        seals.sealEmail(personId, signUp.email()),
                        seals.emailIndex(signUp.email()),
                        passwordHash,
                        now));
        mailer.send(organizationId, personId, WelcomeMail.NAME, Map.of("username", username));
    }

    private String username(SignUp signUp) {
        if (signUp.username().isPresent()) {
            String wanted = signUp.username().get();
            if (accounts.usernameTaken(wanted)) {
                throw new DomainException(ProblemType.USERNAME_TAKEN, "Choose another username.");
            }
            return wanted;
        }
        String base = slug(signUp.name());
        return accounts.usernameTaken(base) ? base + "-" + RANDOM.nextInt(SUFFIX_BOUND) : base;
    }

    /** "Zoë O'Brien" becomes "zoe-o-brien"; a name without Latin letters becomes "user". */
    static String slug(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        int room = MAX_USERNAME - 1 - Integer.toString(SUFFIX_BOUND).length();
        String shortened = ascii.length() > room ? ascii.substring(0, room) : ascii;
        return shortened.isEmpty() ? "user" : shortened.replaceAll("-$", "");
    }
}
