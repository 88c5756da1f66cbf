/** {@code ./in2peta batch}: asks a running platform for a batch job, as a member of staff would. */
package com.in2peta.launcher.batch;
