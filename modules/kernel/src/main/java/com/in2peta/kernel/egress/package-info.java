/** The closed list of recipients: nothing leaves for a processor without being asked for here. */
package com.in2peta.kernel.egress;
