package com.in2peta.identity.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.Person;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads the caller's own person, as it is stored. */
@Stateless
public class PersonReader {

    @Inject
    AccountRepository accounts;

    @Inject
    Tenancy tenancy;

    public Optional<Person> find(Caller caller) {
        tenancy.enter(caller.organizationId(), Purpose.ACCOUNT);
        return accounts.findPerson(caller.personId());
    }
}
