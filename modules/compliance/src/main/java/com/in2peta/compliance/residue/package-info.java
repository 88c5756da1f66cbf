/**
 * Looks for what should not be there: values, in every form in which a program may have written them, in a whole database and in folders. Knows
 * nothing of requests and of the catalogue; tests and jobs use it alike.
 */
package com.in2peta.compliance.residue;
