package com.in2peta.identity.api;

import java.util.Optional;

/** Tells who shows a credential. */
public interface Authentication {

    /** The caller behind an API key or an access token; empty when it is unknown, ended, revoked or forged. */
    Optional<Caller> authenticate(String credential);

    /** The public keys of access tokens as a JWK set (RFC 7517). */
    String publicKeys();
}
