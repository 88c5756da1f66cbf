/** The message broker inside the launcher. */
package com.in2peta.launcher.broker;
