/** Tests of the evidence that need a real PostgreSQL, in the package of what they test. */
package com.in2peta.compliance.evidence;
