package com.in2peta.compliance.export;

import java.util.ArrayList;
import java.util.List;

/** Which file lies in which part. Parts are filled in the order of the files; each keeps room for what lies in every part. */
final class PartPlan {

    private final long partBytes;
    private final int entries;
    private final List<List<PackageFile>> parts = new ArrayList<>();
    private long filled;

    /** The most bytes and entries of a part, less what lies in every part. */
    PartPlan(long partBytes, int entries) {
        this.partBytes = partBytes;
        this.entries = entries;
        parts.add(new ArrayList<>());
    }

    /** Takes a finished file and answers its part, from 1. */
    int add(PackageFile file) {
        long size = file.made().orElseThrow().bytes() + ZipLayout.overhead(file.path());
        if (size > partBytes) {
            throw new IllegalStateException("a file is larger than a part");
        }
        List<PackageFile> last = parts.get(parts.size() - 1);
        if (filled + size > partBytes || last.size() == entries) {
            last = new ArrayList<>();
            parts.add(last);
            filled = 0;
        }
        last.add(file);
        filled += size;
        return parts.size();
    }

    int parts() {
        return parts.size();
    }
}
