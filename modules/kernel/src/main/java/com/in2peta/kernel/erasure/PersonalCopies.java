package com.in2peta.kernel.erasure;

import java.util.UUID;

/** Copies of somebody's data outside the tables of the catalogue: memory, files, packages. */
public interface PersonalCopies {

    /** What they are, as the certificate names them, such as {@code cache/versions}. */
    String name();

    /** Discards them on this node or wherever they are shared, and answers how many went. Can be asked again. */
    long discard(UUID organizationId, UUID personId);
}
