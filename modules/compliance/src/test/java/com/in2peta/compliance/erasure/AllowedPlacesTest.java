package com.in2peta.compliance.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.compliance.residue.Finding;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Erasure;
import com.in2peta.kernel.privacy.CatalogueReader;
import org.junit.jupiter.api.Test;

class AllowedPlacesTest {

    private final Catalogue catalogue = CatalogueReader.read(AllowedPlacesTest.class.getClassLoader());
    private final AllowedPlaces places = new AllowedPlaces(catalogue);

    /** By then the person's own rows are gone: what is left is other people's. */
    @Test
    void anAddressMayStandWhereRowsOfOthersAre() {
        catalogue
                .tables()
                .forEach((name, table) -> table.personal().keySet().forEach(column -> {
                    if (table.erase().filter(Erasure.DELETE::equals).isPresent()) {
                        assertThat(places.ofAddress(new Finding(name + "." + column, "address", 1)))
                                .as("%s.%s", name, column)
                                .isTrue();
                    }
                }));
        assertThat(catalogue.tables().values())
                .anyMatch(table -> table.erase().filter(Erasure.DELETE::equals).isPresent());
    }

    @Test
    void anAddressMayStandNowhereOutsideOfTables() {
        assertThat(places.ofAddress(new Finding("logs/payara.log", "address", 1)))
                .isFalse();
        assertThat(places.ofAddress(new Finding("pg_catalog.pg_statistic.stavalues1", "address", 1)))
                .isFalse();
    }

    @Test
    void anAddressInWhatStaffWroteAndIsKeptIsFound() {
        assertThat(places.ofAddress(new Finding("compliance.legal_hold.reason", "address", 1)))
                .isFalse();
    }
}
