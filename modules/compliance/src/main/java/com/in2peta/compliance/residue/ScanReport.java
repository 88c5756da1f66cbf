package com.in2peta.compliance.residue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a scan found, and what it could not look at. */
public final class ScanReport {

    private record Place(String name, String label) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : label.compareTo(other.label);
        }
    }

    private final Map<Place, Long> found = new TreeMap<>();
    private final List<String> unread = new ArrayList<>();
    private long rows;
    private long bytes;

    void found(String place, String label) {
        found.merge(new Place(place, label), 1L, Long::sum);
    }

    void unread(String place) {
        unread.add(place);
    }

    void rowRead() {
        rows++;
    }

    void bytesRead(long more) {
        bytes += more;
    }

    void add(ScanReport other) {
        other.found.forEach((place, times) -> found.merge(place, times, Long::sum));
        unread.addAll(other.unread);
        rows += other.rows;
        bytes += other.bytes;
    }

    public List<Finding> findings() {
        return found.entrySet().stream()
                .map(entry -> new Finding(entry.getKey().name(), entry.getKey().label(), entry.getValue()))
                .toList();
    }

    /** The findings but for places where the value may be. */
    public List<Finding> findingsExcept(Predicate<Finding> allowed) {
        return findings().stream().filter(allowed.negate()).toList();
    }

    /** Tables and files that could not be read. */
    public List<String> unread() {
        return List.copyOf(unread);
    }

    /** Rows of tables that were read. */
    public long rows() {
        return rows;
    }

    /** Bytes of files that were read. */
    public long bytes() {
        return bytes;
    }

    /** All of them together. */
    public static ScanReport joined(Collection<ScanReport> reports) {
        ScanReport all = new ScanReport();
        reports.forEach(all::add);
        return all;
    }
}
