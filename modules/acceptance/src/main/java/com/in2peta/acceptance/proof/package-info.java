/** Ties each clause of the privacy policy to the tests that prove it on the running system. */
package com.in2peta.acceptance.proof;
