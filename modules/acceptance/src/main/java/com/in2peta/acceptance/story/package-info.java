/** The acceptance story: what one customer does from sign-up to the last charge, told over HTTP alone. */
package com.in2peta.acceptance.story;
