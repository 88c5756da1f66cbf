package com.in2peta.inference.webhook;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Starts and stops the sending of webhooks, on a thread that may be given managed threads. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookStartup {

    @Inject
    WebhookDispatcher dispatcher;

    @PostConstruct
    void start() {
        dispatcher.start();
    }

    @PreDestroy
    void stop() {
        dispatcher.stop();
    }
}
