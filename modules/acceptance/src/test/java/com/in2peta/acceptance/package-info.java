/**
 * The platform from outside. {@code *E2E} speak HTTP to a platform that {@code ./in2peta up} started, most of them to one that they share;
 * {@code *IT} run inside a Payara Server.
 */
package com.in2peta.acceptance;
