/** Payara: the unpacked runtime, the commands that set it up, and the process. */
package com.in2peta.launcher.payara;
