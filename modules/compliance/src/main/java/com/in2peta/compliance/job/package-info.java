/**
 * Batch jobs of every kind: started once, watched over, taken over from a node that died, stopped and resumed. A new job is a bean that
 * implements {@link com.in2peta.compliance.job.JobDefinition} and a JSL file that lists {@code jobRunListener}; its artifacts inject
 * {@link com.in2peta.compliance.job.JobRunContext}. Every step must be able to be repeated from its beginning.
 */
package com.in2peta.compliance.job;
