package com.in2peta.models.api;

import java.util.List;

/** What models can ask to run on. */
public interface HardwareList {

    /** A kind of machine; the sku is what models and deployments name. */
    record Hardware(String name, String sku) {}

    /** In the operator's order. */
    List<Hardware> all();
}
