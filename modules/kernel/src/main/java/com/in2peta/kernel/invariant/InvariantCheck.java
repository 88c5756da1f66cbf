package com.in2peta.kernel.invariant;

import java.util.List;

/** What must always hold of a module's data, as queries over the data itself. */
public interface InvariantCheck {

    /** One invariant: its name, whether it holds, what was counted. */
    record Finding(String name, boolean holds, String detail) {}

    /** Recomputes everything from the rows; reads only. */
    List<Finding> verify();
}
