package com.in2peta.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an operation: whoever has one of the roles. It is not {@code @RolesAllowed}, because on that one Payara runs a check of its
 * own against the container's login, which keys and tokens do not go through.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {

    /** Names of {@link com.in2peta.identity.api.Roles}. */
    String[] value();
}
