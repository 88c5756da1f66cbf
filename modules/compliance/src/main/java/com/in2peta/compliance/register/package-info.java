/** The registers: of processing, processors, transfers, disclosures and breaches. */
package com.in2peta.compliance.register;
