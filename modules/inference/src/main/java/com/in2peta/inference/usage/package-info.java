/** What was used: the log of calls, costs by whatever they are asked for, counts of runs and the statistics of targets. */
package com.in2peta.inference.usage;
