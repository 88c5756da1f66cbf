/**
 * Holds the catalogue to what is really there, and makes from it what is published. Depends on the kernel's reading of the catalogue and on
 * nothing else in this module.
 */
package com.in2peta.compliance.catalogue;
