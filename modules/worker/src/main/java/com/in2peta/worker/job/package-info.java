/** Jobs: their states, the bounded queue, the slots that run them and the results that are kept. Knows no HTTP. */
package com.in2peta.worker.job;
