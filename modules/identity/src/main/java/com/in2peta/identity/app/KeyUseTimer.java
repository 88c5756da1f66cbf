package com.in2peta.identity.app;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Twice a minute, so that a key's last use is at most a minute behind. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyUseTimer {

    @Inject
    KeyUse keyUse;

    @PreDestroy
    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void write() {
        keyUse.write();
    }
}
