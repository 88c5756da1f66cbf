/**
 * Starts, watches and stops every part of an installation on one machine: PostgreSQL, the broker, the sandbox, the
 * worker and Payara. Knows the parts from the outside only: their processes, ports and public interfaces.
 */
package com.in2peta.launcher;
