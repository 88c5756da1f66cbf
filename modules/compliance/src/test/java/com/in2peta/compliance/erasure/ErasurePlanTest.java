package com.in2peta.compliance.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.catalogue.LiveSchema.Column;
import com.in2peta.compliance.catalogue.LiveSchema.Reference;
import com.in2peta.compliance.catalogue.LiveSchema.Relation;
import com.in2peta.compliance.erasure.Deed.Walk;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasurePlanTest {

    private static final String POLICY = """
            rules:
              account: {title: Account, clause: x, from: end, keeps: P0D}
              books: {title: Books, clause: x, from: sale, keeps: P7Y1D, statute: "some act, s. 1"}
            """;
    private static final String TABLES = """
            tables:
              a.organization: {rows: x, owner: {organization: id}, rule: account, erase: delete, personal: {id: {category: account}}}
              a.person: {rows: x, owner: {person: id}, rule: account, erase: delete, personal: {id: {category: account}, mail: {category: email}}}
              b.call: {rows: x, owner: {organization: organization_id}, rule: account, erase: delete, cites: {model: model_id},
                personal: {organization_id: {category: account}}}
              c.sale: {rows: x, owner: {organization: organization_id}, rule: books, erase: keep, forget: {buyer: person, seen_by: person},
                personal: {organization_id: {category: account}}}
            """;
    private static final UUID PERSON = new UUID(0, 1);
    private static final UUID ORGANIZATION = new UUID(0, 2);

    private final Erasee known = new Erasee(PERSON, ORGANIZATION, Optional.of("asha"));

    @Test
    void deletesWhatSaysWhoSomebodyIsLastAndWhatRefersToItBefore() throws IOException {
        ErasurePlan plan = plan(known);

        assertThat(plan.data()).extracting(Deed::element).containsExactly("b.call");
        assertThat(plan.account()).extracting(Deed::element).containsExactly("a.person", "a.organization");
        assertThat(plan.account().get(0).parameters()).containsExactly(PERSON.toString());
        assertThat(plan.account().get(1).parameters()).containsExactly(ORGANIZATION.toString());
    }

    @Test
    void walksTheRowsWhereAnIndexLetsIt() throws IOException {
        assertThat(plan(known).data().get(0).walk()).contains(new Walk("at", "timestamptz"));
    }

    @Test
    void emptiesWhatMayBeEmptyAndReplacesWhatMayNot() throws IOException {
        assertThat(plan(known).names())
                .extracting(deed -> deed.change().orElseThrow())
                .containsExactly("model = 'erased/' || model_id", "buyer = null", "seen_by = gen_random_uuid()");
    }

    @Test
    void leavesCitationsAloneWhenNobodyKnowsTheNameAnyMore() throws IOException {
        assertThat(plan(new Erasee(PERSON, ORGANIZATION, Optional.empty())).names())
                .extracting(Deed::element)
                .containsExactly("c.sale.buyer", "c.sale.seen_by");
    }

    @Test
    void keepsWithReasonAndEnd() throws IOException {
        Deed kept = plan(known).kept().get(0);

        assertThat(kept.reason()).contains("some act, s. 1");
        assertThat(kept.until(Instant.parse("2026-11-25T10:00:00Z"))).contains(LocalDate.of(2033, 11, 26));
    }

    @Test
    void findsTheRowsOfManyWithOneCondition() throws IOException {
        Erasee other = new Erasee(new UUID(0, 3), new UUID(0, 4), Optional.of("ben"));

        Deed cited = plan(known, other).names().get(0);

        assertThat(cited.predicate()).isEqualTo("split_part(model, '/', 1) = any (?::text[])");
        assertThat(cited.parameters()).containsExactly("{asha,ben}");
        assertThat(plan(known, other).data().get(0).predicate()).isEqualTo("organization_id = any (?::uuid[])");
    }

    private static ErasurePlan plan(Erasee... people) throws IOException {
        Catalogue catalogue = CatalogueReader.read(
                POLICY.getBytes(StandardCharsets.UTF_8), List.of(TABLES.getBytes(StandardCharsets.UTF_8)));
        Relation sales = new Relation(
                false,
                Map.of("buyer", new Column("uuid", false, true), "seen_by", new Column("uuid", true, true)),
                List.of(),
                List.of());
        LiveSchema schema = new LiveSchema(
                Map.of("c.sale", sales), List.of(new Reference("a.person", "a.organization")), List.of());
        return ErasurePlan.of(
                catalogue,
                schema,
                Map.of("b.call", Map.of("organization_id", new Walk("at", "timestamptz"))),
                new Whose(List.of(people)));
    }
}
