/** The mails about requests. Their texts name a request by its kind and number, and nothing of what is held about the person. */
package com.in2peta.compliance.mail;
