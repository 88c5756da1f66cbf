package com.in2peta.inference.usage;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.kernel.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The usage log: every answer writes to it, so that writing passes no container. */
@ApplicationScoped
class UsageLogService implements UsageLog {

    @Inject
    UsageLogBuffer buffer;

    @Inject
    UsageLogReader reader;

    @Override
    public void record(ApiCall call) {
        buffer.add(call);
    }

    @Override
    public List<ApiCall> list(Caller caller, Slice slice) {
        return reader.list(caller, slice);
    }
}
