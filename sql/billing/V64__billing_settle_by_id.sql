-- Settling looked at every pending hold, and ending at every prediction under way, whenever statistics were older than the backlog: of the holds that are
-- closed each time, the planner expects next to none to be pending, and the index of those looked best. So holds are found by their ids: that a hold
-- is pending and that it has no end is the same, says the table. What is under way comes and goes by the hundred thousand; its tables are never read whole.
grant create on schema billing to in2p_ledger;
set role in2p_ledger;

create or replace function billing.settle_holds(ids uuid[], costs bigint[], at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    platform constant uuid := '00000000-0000-7000-8000-000000000001';
begin
    perform from billing.balance b
    where b.account_id in (select h.account_id from billing.hold h where h.id = any (ids) and h.closed_at is null)
    order by b.account_id for no key update;

    with closed as (
        update billing.hold h
        set state = case when t.cost > 0 then 'S' else 'V' end, settled = least(t.cost, h.amount), closed_at = at
        from unnest(ids, costs) t (id, cost)
        where h.id = t.id and h.closed_at is null
        returning h.id, h.organization_id, h.account_id, h.amount, h.settled, t.cost
    ), charged as (
        select c.*, a.currency, r.id as revenue, o.id as overrun
        from closed c
            join billing.account a on a.id = c.account_id
            join billing.account r on r.organization_id = platform and r.kind = 'revenue' and r.currency = a.currency
            join billing.account o on o.organization_id = platform and o.kind = 'overrun.absorbed' and o.currency = a.currency
    ), entries as (
        select c.organization_id, 'usage' as kind, c.account_id as debit, c.revenue as credit, c.settled as amount, c.currency, c.id
        from charged c where c.settled > 0
        union all
        select c.organization_id, 'overrun', c.overrun, c.revenue, c.cost - c.amount, c.currency, c.id
        from charged c where c.cost > c.amount
    ), posted as (
        insert into billing.transfer
            (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        select e.organization_id, e.kind, e.debit, e.credit, e.amount, e.currency, e.id, at from entries e
    )
    update billing.balance b
    set posted = b.posted - s.settled, held = b.held - s.amount, version = b.version + 1
    from (select c.account_id, sum(c.amount)::bigint as amount, sum(c.settled)::bigint as settled
          from closed c group by c.account_id) s
    where b.account_id = s.account_id;
end $$;

reset role;
revoke create on schema billing from in2p_ledger;

alter function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[], bytea[], text[], timestamptz, interval)
    set enable_seqscan = off;
