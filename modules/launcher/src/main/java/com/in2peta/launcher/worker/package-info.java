/** The inference worker, a process of its own: its native code may crash alone. */
package com.in2peta.launcher.worker;
