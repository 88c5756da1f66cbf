/** How other modules write down what their staff did with personal data; {@code compliance} keeps it. */
package com.in2peta.kernel.evidence;
