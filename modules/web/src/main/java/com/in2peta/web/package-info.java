/**
 * The HTTP face: every JAX-RS resource, a package for each module; the check of keys and tokens; problems; limits. Resources hold no rule:
 * they translate between the wire and a module's {@code api}.
 */
package com.in2peta.web;
