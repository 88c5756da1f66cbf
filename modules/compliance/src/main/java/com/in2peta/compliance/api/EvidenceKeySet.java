package com.in2peta.compliance.api;

/** What certificates and signed roots are checked with. */
public interface EvidenceKeySet {

    /** A JWK set (RFC 7517) of Ed25519 keys: the one that signs now, and every one that ever did. */
    String publicKeys();
}
