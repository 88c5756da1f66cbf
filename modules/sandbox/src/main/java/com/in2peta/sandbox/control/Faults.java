package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults asked for, with how often each has shown. The oldest that fits shows. They do not survive a restart. */
public final class Faults {

    /** Those that have shown as often as they should make room for new ones. */
    static final int MAX_FAULTS = 100;

    private static final class Planned {

        private final Fault fault;
        private int passed;
        private int hits;

        Planned(Fault fault) {
            this.fault = fault;
        }

        boolean lets() {
            boolean pass = passed < fault.skip();
            passed += pass ? 1 : 0;
            return pass;
        }

        boolean isSpent() {
            return fault.next() != Fault.UNTIL_CLEARED && hits == fault.next();
        }
    }

    private final List<Planned> planned = new ArrayList<>();

    synchronized void add(Fault fault) {
        if (planned.size() == MAX_FAULTS) {
            planned.removeIf(Planned::isSpent);
        }
        if (planned.size() == MAX_FAULTS) {
            throw Refusal.text(400, "no more than " + MAX_FAULTS + " faults at a time");
        }
        planned.add(new Planned(fault));
    }

    synchronized void clear() {
        planned.clear();
    }

    /** Uses up one of the times that a fault is to show. */
    public synchronized Optional<Fault> take(Operation operation, FaultKind.When when) {
        for (Planned one : planned) {
            boolean fits =
                    one.fault.operation() == operation && one.fault.kind().when() == when;
            if (fits && !one.lets() && !one.isSpent()) {
                one.hits++;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }

    synchronized JsonNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        planned.forEach(one -> json.add(one.fault.json(one.hits)));
        return json;
    }
}
