package com.in2peta.sandbox.model;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs, or what holds one, by id. Those that have ended make room for new ones, the oldest first. */
public final class Kept<T> {

    public static final int MAX_RUNS = 2_000;
    public static final int MAX_BYTES = 12 << 20;

    private final Function<T, Run> runOf;
    private final Map<String, T> byId = new LinkedHashMap<>();
    private long bytes;

    public Kept(Function<T, Run> runOf) {
        this.runOf = runOf;
    }

    /** False, and nothing kept, when there is no room. */
    public synchronized boolean add(String id, T one) {
        int more = runOf.apply(one).bytes();
        for (Iterator<T> old = byId.values().iterator(); old.hasNext() && isFull(more); ) {
            Run run = runOf.apply(old.next());
            if (run.state().isEnd()) {
                bytes -= run.bytes();
                old.remove();
            }
        }
        if (isFull(more)) {
            return false;
        }
        bytes += more;
        byId.put(id, one);
        return true;
    }

    public synchronized Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized void remove(String id) {
        T gone = byId.remove(id);
        if (gone != null) {
            bytes -= runOf.apply(gone).bytes();
        }
    }

    /** Oldest first. */
    public synchronized Collection<T> all() {
        return List.copyOf(byId.values());
    }

    private boolean isFull(int more) {
        return byId.size() == MAX_RUNS || bytes + more > MAX_BYTES;
    }
}
