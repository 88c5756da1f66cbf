package com.in2peta.compliance.erasure;

import com.in2peta.compliance.residue.Finding;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.Optional;

/** Where a value of an erased person may still be found, by the catalogue's word. */
record AllowedPlaces(Catalogue catalogue) {

    /** An id stays in rows that are kept, but for the columns that forget it. The request itself is emptied when it is closed. */
    boolean ofId(Finding finding) {
        return table(finding)
                .filter(table -> table.erase().filter(Erasure.KEEP::equals).isPresent())
                .filter(table -> finding.place().startsWith(ErasurePlan.REQUESTS + ".")
                        || !table.forget().containsKey(column(finding)))
                .isPresent();
    }

    /**
     * What others wrote may quote an address; it is theirs. The person's own rows went before this search, but for the account, which is sealed, so
     * what stands in tables that are deleted from is others'; where rows are kept, only in what people write themselves.
     */
    boolean ofAddress(Finding finding) {
        return table(finding)
                .filter(table -> table.personal().containsKey(column(finding)))
                .filter(table -> table.erase().filter(Erasure.DELETE::equals).isPresent()
                        || catalogue
                                .policy()
                                .categories()
                                .get(table.personal().get(column(finding)).category())
                                .content())
                .isPresent();
    }

    private Optional<Table> table(Finding finding) {
        int end = finding.place().lastIndexOf('.');
        return end < 0 ? Optional.empty() : table(finding.place().substring(0, end));
    }

    /** By the name of the table or of one of its partitions. */
    Optional<Table> table(String name) {
        return Optional.ofNullable(catalogue.tables().get(parent(name)));
    }

    /** A partition is described under the name of its table. */
    private String parent(String table) {
        return catalogue.tables().containsKey(table)
                ? table
                : table.replace("\"", "").replaceAll("_\\d{8}T\\d{2}$", "");
    }

    private static String column(Finding finding) {
        return finding.place().substring(finding.place().lastIndexOf('.') + 1);
    }
}
