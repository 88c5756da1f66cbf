/** Readiness: a prediction can be accepted, run, charged, and kept no longer than promised. */
package com.in2peta.web.health;
