package com.in2peta.kernel.privacy;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds people once, when a request arrives; from then on only ids are used. Joins the caller's transaction on {@code jdbc/in2peta-batch}.
 * Organizations of the platform itself are nobody.
 */
public interface Subjects {

    Optional<Subject> byPerson(UUID personId);

    Optional<Subject> byUsername(String username);

    /** Case does not count. */
    Optional<Subject> byEmail(String email);

    /** Those that exist of many, by the text that named each: a person's id in lower case, or a username. */
    Map<String, Subject> byIdOrUsername(Collection<String> texts);
}
