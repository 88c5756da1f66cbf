-- Each day of the books (UTC) is sealed once it is over: a hash chain through its transfers, begun with the seal of the day before. Who changes a transfer, or adds one to a sealed day,
-- has to change every seal since, in this table and wherever it was written down.
create table billing.seal (
    day date primary key,
    transfers bigint not null,
    root bytea not null check (length(root) = 32),
    sealed_at timestamptz not null
);
grant select on billing.seal to in2p_app, in2p_batch, in2p_audit;
grant select, insert on billing.seal to in2p_ledger;
create trigger append_only before update or delete on billing.seal for each row execute function billing.refuse_change();
create trigger no_truncate before truncate on billing.seal for each statement execute function billing.refuse_change();
create index transfer_day on billing.transfer using brin (created_at);

grant create on schema billing to in2p_ledger;
set role in2p_ledger;

-- The end of a day's chain: SHA-256 over the link before and the transfer's columns, in the order of their ids.
create function billing.day_root(wanted date, before bytea, out transfers bigint, out root bytea)
    language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    link record;
begin
    transfers := 0;
    root := before;
    for link in
        select convert_to(concat_ws('|', t.id, t.organization_id, t.kind, t.debit_account, t.credit_account, t.amount, t.currency, t.reference,
            extract(epoch from t.created_at)), 'UTF8') as text
        from billing.transfer t
        where t.created_at >= wanted::timestamp at time zone 'UTC' and t.created_at < (wanted + 1)::timestamp at time zone 'UTC'
        order by t.id
    loop
        transfers := transfers + 1;
        root := sha256(root || link.text);
    end loop;
end $$;

-- Seals the days that are over, the oldest first; answers how many. A day is over an hour after its end: a transfer of it may be under way until then.
create function billing.seal_days(at timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    last_over constant date := ((at - interval '1 hour') at time zone 'UTC')::date - 1;
    due date;
    before bytea;
    sealed integer := 0;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('billing.seal_days', 0)) then
        return 0;
    end if;
    select s.day + 1, s.root into due, before from billing.seal s order by s.day desc limit 1;
    if due is null then
        select (min(t.created_at) at time zone 'UTC')::date into due from billing.transfer t;
        before := '';
    end if;
    while due <= last_over and sealed < most loop
        insert into billing.seal (day, transfers, root, sealed_at) select due, d.transfers, sha256(d.root), at from billing.day_root(due, before) d
        returning root into before;
        due := due + 1;
        sealed := sealed + 1;
    end loop;
    return sealed;
end $$;

-- Recomputes the newest seals and answers the days that are not what they were.
create function billing.broken_seals(newest integer) returns setof date
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select s.day
        from (select x.day, x.transfers, x.root, coalesce(lag(x.root) over (order by x.day), '') as before from billing.seal x) s
            cross join lateral billing.day_root(s.day, s.before) d
        where s.day > (select coalesce(max(x.day), '-infinity'::date) from billing.seal x) - newest
            and (d.transfers, sha256(d.root)) is distinct from (s.transfers, s.root)
        order by s.day;
    end;

-- Every invariant of the books as one row: name, whether it holds, what was counted. Recomputes from the transfers.
create or replace function billing.verify_ledger() returns table (name text, ok boolean, detail text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        with moved as (
            select t.credit_account as id, t.amount from billing.transfer t
            union all
            select t.debit_account, -t.amount from billing.transfer t
        ), sums as (
            select a.id, a.organization_id, a.kind, a.currency, coalesce(sum(m.amount), 0) as computed
            from billing.account a left join moved m on m.id = a.id
            group by a.id, a.organization_id, a.kind, a.currency
        ), waiting as (
            select p.account_id, sum(p.amount) as amount from billing.charge_pending p group by p.account_id
        ), purses as (
            -- What the books say of a balance: a purse is the customer's two accounts less what waits.
            select s.id, s.computed + coalesce(promo.computed, 0) - coalesce(w.amount, 0) as computed, coalesce(w.amount, 0) as waiting
            from sums s
                left join sums promo on s.kind = 'customer.paid' and promo.kind = 'customer.promo'
                    and promo.organization_id = s.organization_id and promo.currency = s.currency
                left join waiting w on w.account_id = s.id
        )
        select 'I1 the accounts of a currency sum to zero', coalesce(bool_and(s.total = 0), true),
            coalesce(string_agg(s.currency || ' ' || s.total, ', '), 'no accounts')
        from (select currency, sum(computed) as total from sums group by currency) s
        union all
        select 'I2 a balance equals its transfers less the charges that wait', count(*) filter (where b.posted <> s.computed) = 0,
            count(*) || ' balances, ' || count(*) filter (where b.posted <> s.computed) || ' differ'
        from billing.balance b join purses s on s.id = b.account_id
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
            from billing.hold h left join billing.every_charge t on t.id = h.id
            where h.state <> 'P') c
        union all
        select 'I6 every charge belongs to a settled hold', count(*) = 0, count(*) || ' charges without one'
        from billing.every_charge t
        where not exists (select from billing.hold h where h.id = t.id and h.state = 'S')
        union all
        select 'I7 a transfer goes between the accounts of its kind, in one currency, for its organization',
            count(*) = 0, count(*) || ' do not'
        from billing.transfer t
            left join billing.account d on d.id = t.debit_account
            left join billing.account c on c.id = t.credit_account
        where (d.currency = t.currency and c.currency = t.currency
            and (t.kind, d.kind, c.kind) in (('top-up', 'razorpay.clearing', 'customer.paid'),
                ('promotion', 'promo.expense', 'customer.promo'),
                ('usage', 'customer.paid', 'revenue'), ('usage', 'customer.promo', 'revenue'), ('overrun', 'overrun.absorbed', 'revenue'),
                ('earning', 'revenue', 'creator.reserve'), ('release', 'creator.reserve', 'creator.payable'),
                ('expiry', 'customer.paid', 'breakage'), ('expiry', 'customer.promo', 'promo.expense'),
                ('refund', 'customer.paid', 'refund.clearing'), ('refund-paid', 'refund.clearing', 'razorpay.clearing'),
                ('refund-returned', 'refund.clearing', 'customer.paid'),
                ('dispute', 'customer.paid', 'dispute.clearing'), ('dispute-won', 'dispute.clearing', 'customer.paid'),
                ('dispute-lost', 'dispute.clearing', 'razorpay.clearing'), ('chargeback', 'chargeback.loss', 'razorpay.clearing'),
                ('payout', 'creator.payable', 'payout.clearing'), ('payout-paid', 'payout.clearing', 'bank'),
                ('payout-returned', 'payout.clearing', 'creator.payable'))
            and (d.kind not like 'customer.%' or d.organization_id = t.organization_id)
            and (c.kind not like 'customer.%' or c.organization_id = t.organization_id)
            and (c.kind not like 'creator.%' or c.organization_id = t.organization_id)) is not true
        union all
        select 'I8 every paid order is credited once, no other is',
            count(*) filter (where (coalesce(o.status, '') = 'paid') <> (t.id is not null) or t.amount <> o.credit_micros) = 0,
            count(*) filter (where o.status = 'paid') || ' paid orders'
        from billing.credit_order o
            full join (select id, reference, amount from billing.transfer x
                where kind = 'top-up' and (created_at >= now() - interval '7 years' + interval '1 day'
                    or exists (select from billing.credit_order c where c.id = x.reference))) t on t.reference = o.id
        union all
        select 'I11 what is left of the grants is what the purse holds and what waits', count(*) filter (where g.remaining is distinct from g.wanted) = 0,
            count(*) || ' purses, ' || count(*) filter (where g.remaining is distinct from g.wanted) || ' differ'
        from (
            select coalesce(sum(r.remaining), 0) as remaining, greatest(b.posted + s.waiting, 0) as wanted
            from billing.balance b
                join billing.account a on a.id = b.account_id and a.kind = 'customer.paid'
                join purses s on s.id = b.account_id
                left join billing.credit_grant r on r.account_id = b.account_id
            group by b.account_id, b.posted, s.waiting) g
        union all
        select 'I12 what is left of promotional grants is the promotional account and what waits', count(*) filter (where g.wrong) = 0,
            count(*) || ' accounts, ' || count(*) filter (where g.wrong) || ' differ'
        from (
            select coalesce(sum(r.remaining) filter (where r.source = 'promotional'), 0) <> s.computed as wrong
            from sums s
                join billing.account purse on purse.organization_id = s.organization_id and purse.currency = s.currency and purse.kind = 'customer.paid'
                left join billing.credit_grant r on r.account_id = purse.id
            where s.kind = 'customer.promo'
            group by s.id, s.computed) g
        union all
        select 'I13 the transfers of a roll-up are the sums of its charges', count(*) filter (where r.wrong) = 0,
            count(*) || ' roll-ups, ' || count(*) filter (where r.wrong) || ' differ'
        from (
            select coalesce(c.usage, 0) <> coalesce(t.usage, 0) or coalesce(c.overrun, 0) <> coalesce(t.overrun, 0)
                or coalesce(c.earning, 0) <> coalesce(t.earning, 0) or coalesce(c.promotional, 0) <> coalesce(t.promotional, 0)
                or c.charges is distinct from u.charges as wrong
            from billing.roll_up u
                left join (
                    select c.roll_up, count(*) as charges, sum(c.amount) as usage, sum(c.overrun) as overrun, sum(c.creator_cut) as earning,
                        sum(c.promotional) as promotional
                    from billing.charge c group by c.roll_up) c on c.roll_up = u.id
                left join (
                    select t.roll_up, sum(t.amount) filter (where t.kind = 'usage') as usage, sum(t.amount) filter (where t.kind = 'overrun') as overrun,
                        sum(t.amount) filter (where t.kind = 'earning') as earning,
                        sum(t.amount) filter (where d.kind = 'customer.promo') as promotional
                    from billing.transfer t join billing.account d on d.id = t.debit_account
                    where t.roll_up is not null group by t.roll_up) t on t.roll_up = u.id) r
        union all
        select 'I14 a refund is booked as it stands', count(*) filter (where r.wrong) = 0, count(*) || ' refunds, ' || count(*) filter (where r.wrong) || ' differ'
        from (
            select coalesce(t.begun, 0) <> case when f.status in ('asked', 'declined') then 0 else f.amount end
                or coalesce(t.paid, 0) <> case when f.status = 'processed' then f.amount else 0 end
                or coalesce(t.returned, 0) <> case when f.status = 'failed' then f.amount else 0 end as wrong
            from billing.refund f
                left join (
                    select x.reference, sum(x.amount) filter (where x.kind = 'refund') as begun, sum(x.amount) filter (where x.kind = 'refund-paid') as paid,
                        sum(x.amount) filter (where x.kind = 'refund-returned') as returned
                    from billing.transfer x where x.kind in ('refund', 'refund-paid', 'refund-returned') group by x.reference) t on t.reference = f.id) r
        union all
        select 'I15 a dispute is booked as it stands', count(*) filter (where r.wrong) = 0, count(*) || ' disputes, ' || count(*) filter (where r.wrong) || ' differ'
        from (
            select coalesce(t.frozen, 0) <> d.frozen
                or coalesce(t.won, 0) <> case when d.status = 'won' then d.frozen else 0 end
                or coalesce(t.lost, 0) <> case when d.status = 'lost' then d.amount else 0 end as wrong
            from billing.dispute d
                left join (
                    select x.reference, sum(x.amount) filter (where x.kind = 'dispute') as frozen, sum(x.amount) filter (where x.kind = 'dispute-won') as won,
                        sum(x.amount) filter (where x.kind in ('dispute-lost', 'chargeback')) as lost
                    from billing.transfer x where x.kind in ('dispute', 'dispute-won', 'dispute-lost', 'chargeback') group by x.reference) t
                    on t.reference = d.id) r
        union all
        select 'I16 what is reserved of a limit is what pending holds take of it', count(*) filter (where r.wrong) = 0, count(*) || ' periods, ' || count(*) filter (where r.wrong) || ' differ'
        from (
            select s.reserved <> coalesce(sum(h.amount) filter (where p.state = 'P'), 0) or count(h.hold_id) filter (where p.state is distinct from 'P') > 0 as wrong
            from billing.spending s
                left join billing.hold_limit h on h.limit_id = s.limit_id and h.starts_at = s.starts_at
                left join billing.hold p on p.id = h.hold_id
            group by s.limit_id, s.starts_at, s.reserved) r
        union all
        select 'I17 a payout is booked as it stands', count(*) filter (where r.wrong) = 0, count(*) || ' payouts, ' || count(*) filter (where r.wrong) || ' differ'
        from (
            select coalesce(t.begun, 0) <> case when p.status in ('planned', 'dropped') then 0 else p.amount end
                or coalesce(t.paid, 0) <> case when p.status = 'paid' then p.amount else 0 end
                or coalesce(t.returned, 0) <> case when p.status = 'failed' then p.amount else 0 end as wrong
            from billing.payout p
                left join (
                    select x.reference, sum(x.amount) filter (where x.kind = 'payout') as begun, sum(x.amount) filter (where x.kind = 'payout-paid') as paid,
                        sum(x.amount) filter (where x.kind = 'payout-returned') as returned
                    from billing.transfer x where x.kind in ('payout', 'payout-paid', 'payout-returned') group by x.reference) t on t.reference = p.id) r
        union all
        select 'I18 the last sealed days are what they were', count(*) = 0, count(*) || ' days differ' from billing.broken_seals(2);
    end;

reset role;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.day_root(date, bytea), billing.seal_days(timestamptz, integer), billing.broken_seals(integer) from public;
grant execute on function billing.seal_days(timestamptz, integer) to in2p_batch;
grant execute on function billing.broken_seals(integer) to in2p_batch, in2p_audit;
