package com.in2peta.compliance.erasure;

import java.util.Optional;
import java.util.UUID;

/** What beats an erasure as long as it lasts, such as a legal hold. Asked before every step that deletes. */
public interface Obstacle {

    /** The obstacle as a word of the program; empty when there is none. */
    Optional<String> against(UUID personId, UUID organizationId);
}
