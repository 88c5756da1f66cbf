/** Collects the proofs of a test run and holds docs/privacy.md to them. */
package com.in2peta.acceptance.proof;
