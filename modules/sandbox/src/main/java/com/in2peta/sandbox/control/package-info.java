/**
 * How tests steer the stand-ins of the providers: faults on demand, settings that make long times short, and the list
 * of requests that arrived.
 */
package com.in2peta.sandbox.control;
