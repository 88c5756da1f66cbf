/** Child processes: how they are started, logged, recorded, watched, started again and ended. */
package com.in2peta.launcher.process;
