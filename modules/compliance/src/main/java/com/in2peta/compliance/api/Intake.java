package com.in2peta.compliance.api;

import com.in2peta.compliance.api.RequestViews.RequestView;

/** Requests of people who cannot sign in. */
public interface Intake {

    /** Mails a link to the address if it is that of an account, and else does the same work for nobody. Refuses only an unknown kind. */
    void ask(String email, String kind);

    /** Makes the request that the link stands for; a link works once, for 14 days. */
    RequestView confirm(String token);
}
