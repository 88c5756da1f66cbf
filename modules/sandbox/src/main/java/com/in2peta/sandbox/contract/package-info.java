/** Descriptions that providers have published, for tests to hold requests and answers against. */
package com.in2peta.sandbox.contract;
