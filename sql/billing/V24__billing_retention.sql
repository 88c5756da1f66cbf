-- Orders of credit whose time is over. Nothing younger than law's floor goes, whatever the caller says: the floor stands here too, counted on
-- the database's own clock.
grant delete on billing.credit_order to in2p_ledger;

-- What is due, by financial year of India (1 April to 31 March), oldest first; rows of the organizations in held_by stay and are counted apart.
create function billing.orders_due(before timestamptz, held_by uuid[])
    returns table (financial_year date, due bigint, held bigint)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select (date_trunc('year', (coalesce(o.paid_at, o.created_at) at time zone 'Asia/Kolkata') - interval '3 months') + interval '3 months')::date,
            count(*) filter (where o.organization_id <> all (held_by)),
            count(*) filter (where o.organization_id = any (held_by))
        from billing.credit_order o
        where coalesce(o.paid_at, o.created_at) < before
        group by 1 order by 1;
    end;

create function billing.destroy_orders(before timestamptz, held_by uuid[], most integer) returns bigint
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    destroyed bigint;
begin
    if before > now() - interval '7 years' then
        raise exception 'below the floor of seven years';
    end if;
    delete from billing.credit_order where id in (
        select o.id from billing.credit_order o
        where coalesce(o.paid_at, o.created_at) < before and o.organization_id <> all (held_by)
        order by o.id limit most);
    get diagnostics destroyed = row_count;
    return destroyed;
end $$;
grant create on schema billing to in2p_ledger;
alter function billing.orders_due(timestamptz, uuid[]) owner to in2p_ledger;
alter function billing.destroy_orders(timestamptz, uuid[], integer) owner to in2p_ledger;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.orders_due(timestamptz, uuid[]), billing.destroy_orders(timestamptz, uuid[], integer) from public;
grant execute on function billing.orders_due(timestamptz, uuid[]) to in2p_batch, in2p_audit;
grant execute on function billing.destroy_orders(timestamptz, uuid[], integer) to in2p_batch;

-- I8 asks for the order of a top-up as long as the order must be there.
grant create on schema billing to in2p_ledger;
set role in2p_ledger;

create or replace function billing.verify_ledger() returns table (name text, ok boolean, detail text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        with moved as (
            select t.credit_account as id, t.amount from billing.transfer t
            union all
            select t.debit_account, -t.amount from billing.transfer t
        ), sums as (
            select a.id, a.currency, coalesce(sum(m.amount), 0) as computed
            from billing.account a left join moved m on m.id = a.id
            group by a.id, a.currency
        )
        select 'I1 the accounts of a currency sum to zero', coalesce(bool_and(s.total = 0), true),
            coalesce(string_agg(s.currency || ' ' || s.total, ', '), 'no accounts')
        from (select currency, sum(computed) as total from sums group by currency) s
        union all
        select 'I2 a balance equals its transfers', count(*) filter (where b.posted <> s.computed) = 0,
            count(*) || ' balances, ' || count(*) filter (where b.posted <> s.computed) || ' differ'
        from billing.balance b join sums s on s.id = b.account_id
        union all
        select 'I3 held equals the pending holds', count(*) filter (where b.held <> coalesce(h.amount, 0)) = 0,
            count(*) || ' balances, ' || count(*) filter (where b.held <> coalesce(h.amount, 0)) || ' differ'
        from billing.balance b
            left join (select account_id, sum(amount) as amount from billing.hold where state = 'P' group by account_id) h
                on h.account_id = b.account_id
        union all
        select 'I4 no balance is overdrawn', count(*) filter (where b.posted - b.held < -b.overdraft_limit) = 0,
            count(*) || ' balances'
        from billing.balance b
        union all
        select 'I5 a settled hold has exactly its charge, a void one none', count(*) filter (where c.wrong) = 0,
            count(*) || ' closed holds, ' || count(*) filter (where c.wrong) || ' differ'
        from (
            select coalesce(t.amount, 0) <> coalesce(h.settled, 0) or (h.state = 'S') <> (coalesce(h.settled, 0) > 0) as wrong
            from billing.hold h
                left join billing.transfer t on t.kind = 'usage' and t.reference = h.id and t.debit_account = h.account_id
            where h.state <> 'P') c
        union all
        select 'I6 every charge belongs to a settled hold', count(*) = 0, count(*) || ' charges without one'
        from billing.transfer t
        where t.kind in ('usage', 'overrun')
            and not exists (select from billing.hold h where h.id = t.reference and h.state = 'S')
        union all
        select 'I7 a transfer goes between the accounts of its kind, in one currency, for its organization',
            count(*) = 0, count(*) || ' do not'
        from billing.transfer t
            join billing.account d on d.id = t.debit_account
            join billing.account c on c.id = t.credit_account
        where d.currency <> t.currency or c.currency <> t.currency
            or (t.kind, d.kind, c.kind) not in (('top-up', 'razorpay.clearing', 'customer.paid'),
                ('usage', 'customer.paid', 'revenue'), ('overrun', 'overrun.absorbed', 'revenue'))
            or (d.kind = 'customer.paid' and d.organization_id <> t.organization_id)
            or (c.kind = 'customer.paid' and c.organization_id <> t.organization_id)
        union all
        select 'I8 every paid order is credited once, no other is',
            count(*) filter (where (coalesce(o.status, '') = 'paid') <> (t.id is not null) or t.amount <> o.credit_micros) = 0,
            count(*) filter (where o.status = 'paid') || ' paid orders'
        from billing.credit_order o
            full join (select id, reference, amount from billing.transfer x
                where kind = 'top-up' and (created_at >= now() - interval '7 years' + interval '1 day'
                    or exists (select from billing.credit_order c where c.id = x.reference))) t on t.reference = o.id;
    end;

reset role;
revoke create on schema billing from in2p_ledger;
