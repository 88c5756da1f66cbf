/** Calls to URLs that users give: nothing inside the platform's own network can be reached with them. */
package com.in2peta.kernel.outbound;
