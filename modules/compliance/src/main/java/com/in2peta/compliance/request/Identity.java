package com.in2peta.compliance.request;

/** How well it is known that who asks is the person. */
final class Identity {

    static final int NONE = 0;
    /** A link that was mailed to the account's address was used. */
    static final int MAILBOX = 1;
    /** Signed in, or staff vouches for it. */
    static final int VOUCHED = 2;
    /** Gave the password within the last minutes. */
    static final int SIGNED_IN_AGAIN = 3;

    private Identity() {}
}
