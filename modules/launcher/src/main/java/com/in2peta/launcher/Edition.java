package com.in2peta.launcher;

/** Which application server runs the application. */
public enum Edition {
    /** One WAR, one process: what {@code up} starts. */
    MICRO,
    /** The EAR in a domain with an admin console. */
    SERVER
}
