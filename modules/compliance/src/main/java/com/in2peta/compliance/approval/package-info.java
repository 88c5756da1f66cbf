/** The yes or no of a second member of staff, bound to exactly one plan. */
package com.in2peta.compliance.approval;
