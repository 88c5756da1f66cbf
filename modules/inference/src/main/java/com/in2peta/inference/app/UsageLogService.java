package com.in2peta.inference.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.persistence.UsageLogTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.page.Slice;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Shows the usage log to its organization. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class UsageLogService implements UsageLog {

    @Inject
    UsageLogBuffer buffer;

    @Inject
    UsageLogTable table;

    @Inject
    InferenceConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void record(ApiCall call) {
        buffer.add(call);
    }

    @Override
    public List<ApiCall> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.OPERATIONS);
        return table.list(caller, slice, clock.instant().minus(config.usageLogRetention()));
    }
}
