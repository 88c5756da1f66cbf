-- What is payable leaves in runs: one member of staff plans a run, another one approves it, which takes the amounts out of what is payable; then each payout is paid by its
-- provider, or comes back. Of a payee nothing is kept but whose he is, his country, and what the provider calls him: no bank detail ever comes here.
alter table billing.account drop constraint account_kind_check, add check (kind in (
    'customer.paid', 'customer.promo', 'creator.reserve', 'creator.payable', 'revenue', 'razorpay.clearing', 'refund.clearing',
    'dispute.clearing', 'chargeback.loss', 'overrun.absorbed', 'promo.expense', 'breakage', 'payout.clearing', 'bank'));
alter table billing.transfer drop constraint transfer_kind_check, add check (kind in (
    'top-up', 'usage', 'overrun', 'promotion', 'expiry', 'earning', 'release', 'refund', 'refund-paid', 'refund-returned',
    'dispute', 'dispute-won', 'dispute-lost', 'chargeback', 'payout', 'payout-paid', 'payout-returned'));

create table billing.payee (
    organization_id uuid primary key,
    provider text not null check (provider in ('manual', 'stripe')),
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    stripe_account text unique check (length(stripe_account) <= 60),
    ready boolean not null,
    created_at timestamptz not null,
    check (provider = 'stripe' or stripe_account is null)
);
create table billing.payout_run (
    id uuid primary key,
    currency char(3) not null,
    status text not null check (status in ('planned', 'approved', 'declined')),
    planned_by uuid,
    planned_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    check (decided_by <> planned_by),
    check ((status = 'planned') = (decided_at is null))
);
create table billing.payout (
    id uuid primary key,
    organization_id uuid not null,
    run_id uuid not null references billing.payout_run,
    provider text not null,
    amount_minor bigint not null check (amount_minor > 0),
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    status text not null check (status in ('planned', 'dropped', 'due', 'sent', 'paid', 'failed')),
    processor_transfer text unique check (length(processor_transfer) <= 60),
    ended_at timestamptz,
    looks integer not null default 0,
    next_look_at timestamptz,
    check ((status in ('paid', 'failed')) = (ended_at is not null))
);
create index payout_organization on billing.payout (organization_id, id);
create index payout_of_run on billing.payout (run_id);
create index payout_looks on billing.payout (next_look_at) where next_look_at is not null;

do $$
declare
    name text;
begin
    foreach name in array array['payee', 'payout'] loop
        execute format('alter table billing.%I enable row level security', name);
        execute format('alter table billing.%I force row level security', name);
        execute format('create policy ledger on billing.%I to in2p_ledger using (true) with check (true)', name);
        execute format('create policy tenant on billing.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy erasure on billing.%I to in2p_batch using (true)', name);
    end loop;
end $$;
grant select on billing.payee, billing.payout to in2p_app;
grant select on billing.payee, billing.payout, billing.payout_run to in2p_batch, in2p_audit;
grant insert, update on billing.payee to in2p_app;
grant delete on billing.payee to in2p_batch;
grant update (planned_by, decided_by) on billing.payout_run to in2p_batch;
grant select on billing.payee to in2p_ledger;
grant select, insert, update on billing.payout, billing.payout_run to in2p_ledger;

grant create on schema billing to in2p_ledger;
set role in2p_ledger;

create or replace function billing.open_currency(wanted char(3)) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        insert into billing.account (organization_id, kind, currency)
        select '00000000-0000-7000-8000-000000000001', kind, wanted
        from unnest(array['revenue', 'razorpay.clearing', 'refund.clearing', 'dispute.clearing', 'chargeback.loss', 'overrun.absorbed', 'promo.expense',
            'breakage', 'payout.clearing', 'bank']) kind
        on conflict do nothing;
    end;
select billing.open_currency(c.currency) from (select distinct a.currency from billing.account a) c;

-- Micro-units of a minor unit, by ISO 4217: yen have none, Kuwaiti dinars a thousand.
create function billing.micros_per_minor(wanted char(3)) returns bigint
    language sql immutable set search_path = pg_catalog
    return case when wanted in ('JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'XPF', 'PYG', 'RWF', 'KMF', 'GNF', 'DJF', 'BIF', 'VUV') then 1000000
        when wanted in ('KWD', 'BHD', 'OMR', 'JOD', 'TND', 'IQD', 'LYD') then 1000 else 10000 end;

-- Plans to pay what is payable in a currency, to whoever is ready and has at least so much, rounded down to a minor unit. Moves nothing yet. Answers how many.
create function billing.plan_payouts(run uuid, wanted_currency char(3), least_minor bigint, staff uuid, at timestamptz) returns integer
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    planned integer;
    unit constant bigint := billing.micros_per_minor(wanted_currency);
begin
    insert into billing.payout_run (id, currency, status, planned_by, planned_at) values (run, wanted_currency, 'planned', staff, at);
    insert into billing.payout (id, organization_id, run_id, provider, amount_minor, amount, currency, status)
    select uuidv7(), a.organization_id, run, p.provider, b.posted / unit, b.posted / unit * unit, wanted_currency, 'planned'
    from billing.account a
        join billing.balance b on b.account_id = a.id
        join billing.payee p on p.organization_id = a.organization_id and p.ready
    where a.kind = 'creator.payable' and a.currency = wanted_currency and b.posted / unit >= greatest(least_minor, 1);
    get diagnostics planned = row_count;
    return planned;
end $$;

-- The word of a second member of staff. With a yes every amount leaves what is payable, all of them or none; one that is not there any more is dropped. Answers the
-- new status, or why nothing changed.
create function billing.decide_payouts(run uuid, staff uuid, approved boolean, at timestamptz) returns text
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    planned record;
begin
    select r.* into planned from billing.payout_run r where r.id = run for update;
    if not found then
        return 'not-found';
    elsif planned.status <> 'planned' then
        return 'decided';
    elsif planned.planned_by = staff then
        return 'same-person';
    elsif not approved then
        update billing.payout p set status = 'dropped' where p.run_id = run;
        update billing.payout_run r set status = 'declined', decided_by = staff, decided_at = at where r.id = run;
        return 'declined';
    end if;
    perform from billing.balance b
    where b.account_id in (
        select a.id from billing.account a join billing.payout p on p.organization_id = a.organization_id and p.run_id = run
        where a.kind = 'creator.payable' and a.currency = planned.currency)
    order by b.account_id for no key update;
    with left_over as (
        select p.id, p.organization_id, p.amount, a.id as account_id, b.posted >= p.amount as covered
        from billing.payout p
            join billing.account a on a.organization_id = p.organization_id and a.kind = 'creator.payable' and a.currency = planned.currency
            join billing.balance b on b.account_id = a.id
        where p.run_id = run
    ), booked as (
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        select l.organization_id, 'payout', l.account_id, billing.platform_account('payout.clearing', planned.currency), l.amount, planned.currency, l.id, at
        from left_over l where l.covered
    ), taken as (
        update billing.balance b set posted = b.posted - l.amount, version = b.version + 1 from left_over l where b.account_id = l.account_id and l.covered
    )
    update billing.payout p set status = case when l.covered then 'due' else 'dropped' end, next_look_at = case when l.covered then at end
    from left_over l where p.id = l.id;
    update billing.payout_run r set status = 'approved', decided_by = staff, decided_at = at where r.id = run;
    return 'approved';
end $$;

-- Takes payouts that their provider is to be asked for or about, and says when each is looked at next.
create function billing.payouts_to_look_at(wanted_provider text, at timestamptz, pauses interval[], most integer)
    returns table (payout uuid, organization_id uuid, account text, amount_minor bigint, currency text, transfer text)
    language sql security definer set search_path = pg_catalog
    begin atomic
        with due as (
            select p.id from billing.payout p where p.next_look_at <= at and p.provider = wanted_provider
            order by p.next_look_at limit most for update skip locked
        )
        update billing.payout p
        set looks = p.looks + 1, next_look_at = at + pauses[least(p.looks + 1, cardinality(pauses))]
        from due, billing.payee y
        where p.id = due.id and y.organization_id = p.organization_id
        returning p.id, p.organization_id, y.stripe_account, p.amount_minor, p.currency, p.processor_transfer;
    end;

create function billing.payout_sent(payout uuid, transfer text) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        update billing.payout p set status = 'sent', processor_transfer = transfer where p.id = payout and p.status = 'due';
    end;

-- How it ended, once: the money has left the bank, or is payable again.
create function billing.end_payout(payout uuid, paid boolean, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    pending record;
    clearing bigint;
    payable bigint;
begin
    select p.* into pending from billing.payout p where p.id = payout and p.status in ('due', 'sent') for update;
    if not found then
        return false;
    end if;
    clearing := billing.platform_account('payout.clearing', pending.currency);
    if paid then
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        values (pending.organization_id, 'payout-paid', clearing, billing.platform_account('bank', pending.currency), pending.amount, pending.currency, payout, at);
    else
        payable := billing.account_of(pending.organization_id, 'creator.payable', pending.currency, true);
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        values (pending.organization_id, 'payout-returned', clearing, payable, pending.amount, pending.currency, payout, at);
        update billing.balance b set posted = b.posted + pending.amount, version = b.version + 1 where b.account_id = payable;
    end if;
    update billing.payout p set status = case when paid then 'paid' else 'failed' end, ended_at = at, next_look_at = null where p.id = payout;
    return true;
end $$;

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
                    from billing.transfer x where x.kind in ('payout', 'payout-paid', 'payout-returned') group by x.reference) t on t.reference = p.id) r;
    end;

reset role;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.micros_per_minor(char), billing.plan_payouts(uuid, char, bigint, uuid, timestamptz),
    billing.decide_payouts(uuid, uuid, boolean, timestamptz), billing.payouts_to_look_at(text, timestamptz, interval[], integer),
    billing.payout_sent(uuid, text), billing.end_payout(uuid, boolean, timestamptz) from public;
grant execute on function billing.plan_payouts(uuid, char, bigint, uuid, timestamptz), billing.decide_payouts(uuid, uuid, boolean, timestamptz),
    billing.payouts_to_look_at(text, timestamptz, interval[], integer), billing.payout_sent(uuid, text),
    billing.end_payout(uuid, boolean, timestamptz) to in2p_batch;
