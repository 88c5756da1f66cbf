/** Threads for what is done when an answer has come. It uses nothing of the kernel. */
package com.in2peta.kernel.work;
