-- Two invariants say more than before: I5 also holds the state of a hold to what it was settled with, I7 holds both ends of a transfer to
-- its kind and to whom it belongs.
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
            full join (select id, reference, amount from billing.transfer where kind = 'top-up') t on t.reference = o.id;
    end;

reset role;
revoke create on schema billing from in2p_ledger;
