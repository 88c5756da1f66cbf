/** Deletes what has reached its end. It knows the rules from the catalogue and the stores through interfaces that each module implements. */
package com.in2peta.compliance.retention;
