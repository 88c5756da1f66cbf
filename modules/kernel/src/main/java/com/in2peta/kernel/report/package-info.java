/** Reports over many accounts, which name nobody. */
package com.in2peta.kernel.report;
