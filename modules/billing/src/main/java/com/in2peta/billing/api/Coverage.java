package com.in2peta.billing.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.problem.DomainException;

/** Says to who was refused what is missing. */
public interface Coverage {

    /**
     * Why so much more cannot be set aside: {@code spend-limit-reached} when a limit leaves less, else {@code insufficient-credit}.
     *
     * @param micros in micro-units of the currency
     */
    DomainException refusal(Caller caller, String currency, long micros);
}
