/** How often a caller may ask: token buckets in the memory of each node. It uses {@code web.api}, {@code web.security} and the kernel's register of nodes. */
package com.in2peta.web.rate;
