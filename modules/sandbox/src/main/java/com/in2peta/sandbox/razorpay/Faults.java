package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/** The misbehaviours asked for and not used up. The first that fits a request hits it. They do not survive a restart. */
final class Faults {

    private static final int MAX_FAULTS = 100;

    private final List<Fault> pending = new LinkedList<>();

    synchronized void add(Fault fault) {
        if (pending.size() == MAX_FAULTS) {
            throw RazorpayFailure.refused("no more than " + MAX_FAULTS + " faults at a time");
        }
        pending.add(fault);
    }

    synchronized void clear() {
        pending.clear();
    }

    /** Uses up one hit. */
    synchronized Optional<Fault> take(String path) {
        for (ListIterator<Fault> faults = pending.listIterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (fault.hits(path)) {
                if (fault.next() == 1) {
                    faults.remove();
                } else {
                    faults.set(fault.oneLess());
                }
                return Optional.of(fault.once());
            }
        }
        return Optional.empty();
    }

    synchronized JsonNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        pending.forEach(fault -> json.add(fault.json()));
        return json;
    }
}
