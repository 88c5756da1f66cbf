/** A small HTTP server kit over the JDK's own server: loopback only, bounded bodies and threads. Knows no service. */
package com.in2peta.sandbox.http;
