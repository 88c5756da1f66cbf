/**
 * The life of a request about rights: how it arrives, what identity it needs, its states, deadlines and mails. {@link
 * com.in2peta.compliance.request.Request} holds the rules, {@link com.in2peta.compliance.request.RequestTable} writes each step down, and the
 * jobs that carry a request out report by {@link com.in2peta.compliance.request.RequestProgress}.
 */
package com.in2peta.compliance.request;
