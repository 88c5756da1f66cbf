package com.in2peta.compliance.request;

import java.util.Optional;
import java.util.UUID;

/** Who takes a step: the person, a member of staff, or the system. */
public record Actor(String role, Optional<UUID> staff) {

    public static final Actor PERSON = new Actor("person", Optional.empty());
    public static final Actor SYSTEM = new Actor("system", Optional.empty());

    public static Actor staff(UUID personId) {
        return new Actor("staff", Optional.of(personId));
    }
}
