package com.in2peta.compliance.export;

import com.in2peta.kernel.privacy.Catalogue.ExportClass;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a package is for. */
enum PackageKind {
    /** A copy of everything (GDPR art. 15, DPDP sec. 11). */
    ACCESS(EnumSet.allOf(ExportClass.class)),
    /** What the person gave, and what was observed of him (GDPR art. 20). */
    PORTABILITY(EnumSet.of(ExportClass.PROVIDED, ExportClass.OBSERVED));

    private final Set<ExportClass> classes;

    PackageKind(Set<ExportClass> classes) {
        this.classes = classes;
    }

    boolean includes(Table table) {
        return table.owner().isPresent()
                && table.export().filter(classes::contains).isPresent();
    }

    /** As requests call it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PackageKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
