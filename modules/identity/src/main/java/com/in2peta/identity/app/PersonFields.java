package com.in2peta.identity.app;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a name and an address must look like, at sign-up and when they are corrected: says what is wrong, or nothing. */
final class PersonFields {

    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}]+");

    private PersonFields() {}

    static Optional<String> wrongName(String text) {
        String name = text.strip();
        return name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("must have 1 to 200 printable characters")
                : Optional.empty();
    }

    static Optional<String> wrongEmail(String email) {
        return email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches()
                ? Optional.of("must be an email address of at most 254 characters")
                : Optional.empty();
    }
}
