package com.in2peta.inference.usage;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.inference.config.InferenceConfig;
import com.in2peta.inference.persistence.UsageLogTable;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.page.Slice;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Shows the usage log to its organization. */
@Stateless
public class UsageLogReader {

    @Inject
    UsageLogTable table;

    @Inject
    InferenceConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    public List<ApiCall> list(Caller caller, Slice slice) {
        tenancy.enter(caller.organizationId(), Purpose.BILLING);
        return table.list(caller, slice, clock.instant().minus(config.usageLogRetention()));
    }
}
