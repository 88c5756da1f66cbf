package com.in2peta.models.app;

import com.in2peta.models.api.HardwareList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

@ApplicationScoped
class ConfiguredHardware implements HardwareList {

    @Inject
    ModelsConfig config;

    @Override
    public List<Hardware> all() {
        return config.hardware();
    }
}
