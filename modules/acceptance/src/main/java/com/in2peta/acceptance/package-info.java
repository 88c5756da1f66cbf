/**
 * The platform as its users meet it: the acceptance story, the long campaigns and the benchmarks, all from outside and against real
 * processes. {@code support} starts them and speaks HTTP.
 */
package com.in2peta.acceptance;
