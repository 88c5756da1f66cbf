/** A mail server that accepts every message, delivers none, and shows them over HTTP. */
package com.in2peta.sandbox.mail;
