/** The inference worker process: reads its arguments, starts the HTTP server, ends with its launcher. */
package com.in2peta.worker;
