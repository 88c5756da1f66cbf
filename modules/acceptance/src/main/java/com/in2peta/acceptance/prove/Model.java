package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.prove.LedgerCalls.End;
import com.in2peta.acceptance.prove.LedgerCalls.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The books as they must be: a few maps that are told what was committed. */
final class Model {

    /** A refund or a dispute under way; which of them it is its id says. */
    record Leaving(Optional<UUID> refund, String dispute, UUID order, UUID organization, long micros) {}

    /** An order and the credit that it gave. */
    record Paid(UUID order, UUID organization, long micros) {}

    private static final String SUCCESS = "succeeded";

    private final Map<UUID, Long> posted = new HashMap<>();
    private final Map<UUID, Long> overdrafts = new HashMap<>();
    private final Map<UUID, Long> limits = new HashMap<>();
    private final Map<UUID, Long> spent = new HashMap<>();
    private final Map<UUID, Wish> open = new HashMap<>();
    private final Map<UUID, Wish> ended = new HashMap<>();
    private final Set<String> claims = new HashSet<>();
    private final List<Paid> orders = new ArrayList<>();
    private final List<Leaving> leavings = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long earned;

    /** What the organization may owe. */
    synchronized void mayOwe(UUID organization, long micros) {
        overdrafts.put(organization, micros);
    }

    /** Of what the organization may spend, together with what it spends and holds; more each time when there was a limit before. */
    synchronized void maySpend(UUID organization, long micros) {
        limits.merge(organization, micros, Math::addExact);
    }

    /** What was charged since the begin. */
    synchronized long spent(UUID organization) {
        return spent.getOrDefault(organization, 0L);
    }

    /** Credit that came, or went when it is negative. */
    synchronized void topUp(UUID organization, long micros) {
        posted.merge(organization, micros, Math::addExact);
    }

    synchronized void paid(UUID order, UUID organization, long micros) {
        orders.add(new Paid(order, organization, micros));
        topUp(organization, micros);
    }

    synchronized Paid anyOrder(Random random) {
        return orders.isEmpty() ? null : orders.get(random.nextInt(orders.size()));
    }

    /** Credit that is on its way out; whoever takes it says how that ends, or puts it back. */
    synchronized void leaves(Leaving leaving) {
        leavings.add(leaving);
    }

    synchronized Leaving takeLeaving(Random random) {
        return leavings.isEmpty() ? null : leavings.remove(random.nextInt(leavings.size()));
    }

    /** What one call admitted, after its commit. */
    synchronized void admitted(List<Wish> wishes, Set<UUID> ids) {
        for (Wish wish : wishes) {
            if (ids.contains(wish.id()) && (ended.containsKey(wish.id()) || open.put(wish.id(), wish) != null)) {
                faults.add(wish.id() + " was admitted twice");
            }
            if (ids.contains(wish.id()) && wish.key().isPresent() && !claims.add(wish.digest())) {
                faults.add(wish.id() + " was admitted under a used key");
            }
        }
    }

    /** What one call ended, after its commit. */
    synchronized void finished(List<End> ends, Set<UUID> ids) {
        for (End end : ends) {
            if (ids.contains(end.id())) {
                end(end.id(), SUCCESS.equals(end.status()) ? end.cost() : 0);
            }
        }
    }

    synchronized void canceled(UUID id) {
        end(id, 0);
    }

    /**
     * Which of the wishes the money covers when nobody else is there: as many of each organization as a running sum of all that it wished
     * for allows. What is free is always covered.
     */
    synchronized Set<UUID> covered(List<Wish> wishes) {
        Map<UUID, Long> running = new HashMap<>();
        Set<UUID> covered = new HashSet<>();
        for (Wish wish : wishes) {
            if (isRepeated(wish, wishes)) {
                continue;
            }
            long sum = running.merge(wish.organization(), wish.hold(), Math::addExact);
            if (wish.hold() == 0 || sum <= available(wish.organization())) {
                covered.add(wish.id());
            }
        }
        return covered;
    }

    /** Of several under one key in one call the smallest id is the first. */
    private boolean isRepeated(Wish wish, List<Wish> wishes) {
        return wish.key().isPresent()
                && (claims.contains(wish.digest())
                        || wishes.stream()
                                .filter(other -> wish.digest().equals(other.digest()))
                                .anyMatch(other -> other.id()
                                                .toString()
                                                .compareTo(wish.id().toString())
                                        < 0));
    }

    synchronized int claimCount() {
        return claims.size();
    }

    synchronized long available(UUID organization) {
        long credit = posted(organization) - held(organization) + overdrafts.getOrDefault(organization, 0L);
        Long limit = limits.get(organization);
        return limit == null ? credit : Math.min(credit, limit - spent(organization) - held(organization));
    }

    /** What the platform has earned: every cost in full, also what was more than its hold. */
    synchronized long earned() {
        return earned;
    }

    synchronized int endedCount() {
        return ended.size();
    }

    synchronized long posted(UUID organization) {
        return posted.getOrDefault(organization, 0L);
    }

    synchronized long held(UUID organization) {
        return open.values().stream()
                .filter(wish -> wish.organization().equals(organization))
                .mapToLong(Wish::hold)
                .sum();
    }

    /** One that is open, or has ended when there is none or by chance. */
    synchronized Wish any(Random random) {
        Map<UUID, Wish> from = open.isEmpty() || random.nextInt(5) == 0 ? ended : open;
        List<Wish> wishes = new ArrayList<>(from.values());
        return wishes.isEmpty() ? null : wishes.get(random.nextInt(wishes.size()));
    }

    synchronized Wish anyEnded(Random random) {
        List<Wish> wishes = new ArrayList<>(ended.values());
        return wishes.isEmpty() ? null : wishes.get(random.nextInt(wishes.size()));
    }

    synchronized int openCount() {
        return open.size();
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    private void end(UUID id, long cost) {
        Wish wish = open.remove(id);
        if (wish == null) {
            faults.add(id + " was ended twice or before it began");
            return;
        }
        ended.put(id, wish);
        long charged = Math.min(cost, wish.hold());
        posted.merge(wish.organization(), -charged, Math::addExact);
        spent.merge(wish.organization(), charged, Math::addExact);
        earned += cost;
    }
}
