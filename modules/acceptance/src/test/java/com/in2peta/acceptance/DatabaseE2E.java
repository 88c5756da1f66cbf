package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Database.DatabaseRefusal;
import com.in2peta.acceptance.support.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the database itself enforces, whatever the application does. */
@ExtendWith(SharedPlatform.class)
class DatabaseE2E {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String SCHEMAS = "('kernel', 'identity', 'models', 'billing', 'inference', 'compliance')";

    private Platform platform;
    private Database database;

    @BeforeEach
    void connect(Platform shared) {
        platform = shared;
        database = Database.of(shared);
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    @Proves("4-least")
    void everyTableOfOrganizationsIsUnderRowLevelSecurityWithAPolicy() {
        List<String> tables = database.rows("""
                select c.oid::regclass from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in %s""".formatted(SCHEMAS));
        assertThat(tables).hasSizeGreaterThan(15).contains("billing.transfer", "inference.payload", "identity.person");

        assertThat(database.rows("""
                select c.oid::regclass from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in %s
                    and not (c.relrowsecurity and c.relforcerowsecurity)""".formatted(SCHEMAS))).isEmpty();
        assertThat(database.rows("""
                select c.oid::regclass from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text in %s
                    and not exists (select from pg_policy p where p.polrelid = c.oid)""".formatted(SCHEMAS))).isEmpty();
    }

    @Test
    void everyOrganizationIdIsRequired() {
        assertThat(database.rows("""
                select c.oid::regclass from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and not a.attnotnull and c.relnamespace::regnamespace::text in %s""".formatted(SCHEMAS)))
                // What stays after an erasure forgets whose it was; a hold can be about a time alone.
                .containsExactlyInAnyOrder(
                        "compliance.request", "compliance.held_row", "compliance.legal_hold", "compliance.disclosure");
    }

    @Test
    void partitionsAdmitNobodyByThemselves() {
        assertThat(database.rows("""
                select c.oid::regclass from pg_class c
                where c.relispartition and c.relkind = 'r'
                    and (exists (select from pg_policy p where p.polrelid = c.oid) or c.relacl is not null)""")).isEmpty();
    }

    @Test
    @Proves("4-least")
    void noRoleOfTheApplicationIsAboveTheRules() {
        assertThat(database.rows("""
                select rolname from pg_roles where rolname like 'in2p%'
                    and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)""")).isEmpty();
        assertThat(database.rows("""
                select r.rolname || ' is ' || m.roleid::regrole from pg_auth_members m join pg_roles r on r.oid = m.member
                where r.rolname like 'in2p%' order by 1"""))
                // Rewriting tables after an erasure takes the right to maintain them, and no right to read.
                .containsExactly("in2p_batch is pg_maintain", "in2p_owner is in2p_batch", "in2p_owner is in2p_ledger");
    }

    @Test
    void theApplicationOnlyReadsTheBooks() {
        database.as("in2p_app");

        for (String table : List.of("transfer", "balance", "hold", "account")) {
            refused("insert into billing.%s default values".formatted(table));
            refused("delete from billing.%s".formatted(table));
            refused("truncate billing.%s".formatted(table));
        }
        refused("update billing.transfer set amount = 1");
        refused("update billing.balance set posted = 1");
        refused("update billing.hold set amount = 1");
        refused("update billing.account set kind = 'revenue'");
        refused("update billing.credit_pack set credit_micros = 1");
        refused("delete from billing.credit_order");
        refused("select billing.place_holds('{}', '{}', '{}', '{}', '{}', now())");
        refused("select billing.settle_holds('{}', '{}', '{}', '{}', now())");
        refused(
                "select inference.finish('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', now(), '1 day')");
        refused("select identity.grant_staff_role('a', 'operations')");
        refused("select inference.drop_partition('payload', now())");
        refused("insert into identity.staff_role select * from identity.staff_role");
        refused("delete from inference.prediction");
        refused("update inference.prediction set cost_micros = 0");
        refused("update models.model_version set price_micros_per_second = 0");
        refused("create table kernel.mine (id int)");
    }

    @Test
    void notEvenASuperuserChangesATransfer() {
        customer().buy("inr-500");

        for (String change : List.of(
                "update billing.transfer set amount = amount + 1",
                "delete from billing.transfer",
                "truncate billing.transfer")) {
            assertThatExceptionOfType(DatabaseRefusal.class)
                    .isThrownBy(() -> database.execute(change))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    void withoutAnOrganizationThereIsNoRow() {
        Customer customer = customer();
        customer.buy("inr-500");
        String version = customer.publish("language-identifier");
        customer.predict(version, Api.JSON.valueToTree(Map.of("text", "hello")), "Prefer", "wait")
                .expect(201);
        database.as("in2p_app");

        for (String table : readable()) {
            assertThat(database.number("select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void withAnOrganizationThereAreItsRowsAlone() {
        Customer customer = customer();
        customer.buy("inr-500");
        String version = customer.publish("language-identifier");
        customer.predict(version, Api.JSON.valueToTree(Map.of("text", "hello")), "Prefer", "wait")
                .expect(201);
        String organization = database.rows(
                        "select organization_id from identity.organization where username = ?", customer.username())
                .get(0);
        database.as("in2p_app");
        database.execute("set app.organization = '" + organization + "'");
        database.execute("set app.purpose = 'account'");

        for (String table : readable()) {
            if (!table.startsWith("models.")) { // public models are everybody's to read
                assertThat(database.rows("select distinct organization_id from " + table))
                        .as(table)
                        .isSubsetOf(organization);
            }
        }
        assertThat(database.number("select count(*) from inference.prediction")).isEqualTo(1);
        assertThat(database.number("select count(*) from inference.payload")).isEqualTo(1);
        assertThat(database.number("select count(*) from billing.transfer")).isPositive();
        assertThat(database.number("select count(*) from billing.balance")).isEqualTo(1);
        assertThat(database.number("select count(*) from identity.person")).isEqualTo(1);
        assertThatExceptionOfType(DatabaseRefusal.class)
                .isThrownBy(() -> database.execute("""
                        insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)
                        values (gen_random_uuid(), gen_random_uuid(), 'a', '{}', now(), now())"""))
                .withMessageContaining("row-level security");
    }

    @Test
    void onlyTheListedFunctionsRunInAnothersNameAndEachFixesItsSearchPath() {
        assertThat(database.rows("""
                select p.pronamespace::regnamespace || '.' || p.proname || ' ' || p.proowner::regrole
                from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
                order by 1"""))
                .containsExactly(
                        "billing.account_of in2p_ledger",
                        "billing.ask_refund in2p_ledger",
                        "billing.broken_seals in2p_ledger",
                        "billing.day_root in2p_ledger",
                        "billing.debt_of in2p_ledger",
                        "billing.decide_payouts in2p_ledger",
                        "billing.decide_refund in2p_ledger",
                        "billing.destroy_orders in2p_ledger",
                        "billing.earnings in2p_ledger",
                        "billing.end_payout in2p_ledger",
                        "billing.end_refund in2p_ledger",
                        "billing.expire_grants in2p_ledger",
                        "billing.give_credit in2p_ledger",
                        "billing.limits_below in2p_ledger",
                        "billing.look_at_refunds in2p_ledger",
                        "billing.note_dispute in2p_ledger",
                        "billing.note_payment_event in2p_ledger",
                        "billing.open_currency in2p_ledger",
                        "billing.orders_due in2p_ledger",
                        "billing.orders_to_look_at in2p_ledger",
                        "billing.payout_sent in2p_ledger",
                        "billing.payouts_to_look_at in2p_ledger",
                        "billing.place_holds in2p_ledger",
                        "billing.plan_payouts in2p_ledger",
                        "billing.post_top_up in2p_ledger",
                        "billing.refund_sent in2p_ledger",
                        "billing.refundable in2p_ledger",
                        "billing.refunds_to_look_at in2p_ledger",
                        "billing.release_earnings in2p_ledger",
                        "billing.roll_up_charges in2p_ledger",
                        "billing.seal_days in2p_ledger",
                        "billing.settle_holds in2p_ledger",
                        "billing.verify_ledger in2p_ledger",
                        "compliance.find_export_link in2p_batch",
                        "identity.find_api_key in2p_batch",
                        "identity.find_login in2p_batch",
                        "identity.find_username in2p_batch",
                        "identity.grant_staff_role in2p_batch",
                        "identity.is_frozen in2p_batch",
                        "inference.admit in2p_batch",
                        "inference.cancel in2p_batch",
                        "inference.drop_partition in2p_owner",
                        "inference.find_file_owner in2p_batch",
                        "inference.make_partition in2p_owner",
                        "inference.reclaim_partitions in2p_owner",
                        "inference.refuse_closed_purpose in2p_batch",
                        "inference.verify_settlement in2p_batch",
                        "models.search in2p_batch");
        assertThat(database.rows("""
                select p.oid::regprocedure from pg_proc p
                where p.prosecdef and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
                    and not coalesce('search_path=pg_catalog' = any (p.proconfig), false)""")).isEmpty();
        assertThat(database.rows("""
                select p.oid::regprocedure from pg_proc p
                where p.prosecdef and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
                    and has_function_privilege('public', p.oid, 'execute')""")).isEmpty();
    }

    @Test
    void everyCommitIsOnTheDisk() {
        assertThat(
                        database.rows(
                                "select current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')"))
                .containsExactly("on|on|on");
    }

    private List<String> readable() {
        return database.rows("""
                select c.oid::regclass from pg_class c
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
                where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text in %s
                    and has_table_privilege('in2p_app', c.oid, 'select')""".formatted(SCHEMAS));
    }

    private void refused(String statement) {
        assertThatExceptionOfType(DatabaseRefusal.class)
                .as(statement)
                .isThrownBy(() -> database.execute(statement))
                .satisfies(refusal -> assertThat(refusal.state()).as(statement).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
