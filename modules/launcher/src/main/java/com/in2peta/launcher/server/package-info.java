/** Payara Server: the EAR on a domain made from server-config, and the acceptance story against it. */
package com.in2peta.launcher.server;
