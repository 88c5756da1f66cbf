/**
 * Erases a person: what goes, what stays without a name, and in which order is computed from the catalogue and from the foreign keys that are
 * really there. State is in {@code compliance.request_task}; each step can be repeated from its beginning.
 */
package com.in2peta.compliance.erasure;
