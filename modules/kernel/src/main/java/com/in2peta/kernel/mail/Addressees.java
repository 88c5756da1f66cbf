package com.in2peta.kernel.mail;

import java.util.Optional;
import java.util.UUID;

/** Addresses that are not those of a person with an account: who mailed something, the operator. Asked when the mail leaves. */
public interface Addressees {

    record Addressee(String name, String email) {}

    /** Empty when the id is not one of these, or the address is gone. */
    Optional<Addressee> find(UUID id);
}
