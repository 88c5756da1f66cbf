package com.in2peta.kernel.node;

import jakarta.enterprise.context.ApplicationScoped;

/** How many nodes are alive, as {@link NodeRegister} last counted them. */
@ApplicationScoped
public class LiveNodes {

    private volatile int count = 1;

    /** This one and the others; at least one. */
    public int count() {
        return count;
    }

    void count(int counted) {
        count = counted;
    }
}
