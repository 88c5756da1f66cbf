/**
 * A record of what compliance did that nobody can change unseen: a chain of hashes, a signed root for each day with a copy outside, and
 * certificates that anybody can check. Other packages append by {@link com.in2peta.compliance.evidence.Evidence} and issue by
 * {@link com.in2peta.compliance.evidence.Certificates}.
 */
package com.in2peta.compliance.evidence;
