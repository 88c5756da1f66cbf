package com.in2peta.inference.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Memory for the large inputs of calls that are under way. A provider that answers at the end of a run keeps an input for as long, and with a few hundred
 * calls the largest inputs together are more than a server has. Who finds no room waits for it, holding nothing but its turn; one owner's
 * predictions take no more than half.
 */
@ApplicationScoped
class InputRoom {

    /** Of the heap. */
    private static final int SHARE = 4;
    /** Sealed, opened, as the provider's JSON and as the body of the request. */
    private static final int COPIES = 4;

    private static final int OWNERS_SHARE = 2;

    /** Room that was taken. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    private record Waiting(UUID ownerId, long bytes, CompletableFuture<Taken> turn) {}

    private final long total;
    private final Map<UUID, Long> byOwner = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long used;

    InputRoom() {
        this(Runtime.getRuntime().maxMemory() / SHARE);
    }

    InputRoom(long total) {
        this.total = total;
    }

    /** Completes when there is room, in the order of those who ask; on the thread of whoever makes it. */
    CompletableFuture<Taken> room(UUID ownerId, int inputBytes) {
        long bytes = Math.min((long) inputBytes * COPIES, total / OWNERS_SHARE); // alone even the largest has room
        CompletableFuture<Taken> turn = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(new Waiting(ownerId, bytes, turn));
        }
        admit();
        return turn;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void admit() {
        List<Waiting> admitted = new ArrayList<>();
        synchronized (this) {
            for (Waiting next : waiting) {
                long ofOwner = byOwner.getOrDefault(next.ownerId(), 0L) + next.bytes();
                if (used + next.bytes() > total) {
                    break; // or the large would wait behind the small for ever
                }
                if (ofOwner <= total / OWNERS_SHARE) {
                    byOwner.put(next.ownerId(), ofOwner);
                    used += next.bytes();
                    admitted.add(next);
                }
            }
            waiting.removeAll(admitted);
        }
        admitted.forEach(next -> next.turn().complete(() -> leave(next)));
    }

    private void leave(Waiting gone) {
        synchronized (this) {
            used -= gone.bytes();
            byOwner.merge(gone.ownerId(), -gone.bytes(), (before, less) -> before + less == 0 ? null : before + less);
        }
        admit();
    }
}
