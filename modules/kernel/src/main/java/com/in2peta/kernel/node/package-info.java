/** Which nodes of the application are alive. It uses the database and nothing else of the kernel but {@code time}. */
package com.in2peta.kernel.node;
