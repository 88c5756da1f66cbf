/** Checks the books of a running installation from outside. */
package com.in2peta.launcher.ledger;
