/** Benchmarks: each is a ratio of two sides that are measured in turn, in the same run on the same machine. */
package com.in2peta.acceptance.bench;
