/** The job that computes trends. */
package com.in2peta.compliance.trend;
