-- What an account, or one of its keys, may spend in a day or a month (UTC). A hard limit refuses what could exceed it, a soft one only tells. A prediction counts in
-- the period in which it was accepted, from then on with its hold and after its end with its cost. Who made the limit is told.
create table billing.spend_limit (
    id uuid primary key,
    organization_id uuid not null,
    person_id uuid not null,
    api_key_id uuid,
    currency char(3) not null,
    period text not null check (period in ('day', 'month')),
    most bigint not null check (most > 0),
    hard boolean not null,
    created_at timestamptz not null,
    unique nulls not distinct (organization_id, api_key_id, currency, period, hard)
);
-- The percentage of a limit that was last told.
create table billing.spending (
    limit_id uuid references billing.spend_limit on delete cascade,
    starts_at timestamptz,
    organization_id uuid not null,
    spent bigint not null default 0 check (spent >= 0),
    reserved bigint not null default 0 check (reserved >= 0),
    told smallint not null default 0,
    primary key (limit_id, starts_at)
) with (fillfactor = 50);
create index spending_organization on billing.spending (organization_id);
-- What a pending hold takes of a limit.
create table billing.hold_limit (
    hold_id uuid,
    limit_id uuid,
    starts_at timestamptz not null,
    organization_id uuid not null,
    amount bigint not null,
    primary key (hold_id, limit_id),
    foreign key (limit_id, starts_at) references billing.spending on delete cascade
);
create index hold_limit_spending on billing.hold_limit (limit_id, starts_at);
create index hold_limit_organization on billing.hold_limit (organization_id);

do $$
declare
    name text;
begin
    foreach name in array array['spend_limit', 'spending', 'hold_limit'] loop
        execute format('alter table billing.%I enable row level security', name);
        execute format('alter table billing.%I force row level security', name);
        execute format('create policy ledger on billing.%I to in2p_ledger using (true) with check (true)', name);
        execute format('create policy tenant on billing.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy erasure on billing.%I to in2p_batch using (true)', name);
        execute format('grant select on billing.%I to in2p_app, in2p_batch, in2p_audit', name);
        execute format('grant delete on billing.%I to in2p_batch', name);
    end loop;
end $$;
grant insert, delete, update (most) on billing.spend_limit to in2p_app;
grant update (told) on billing.spending to in2p_batch;
grant select on billing.spend_limit to in2p_ledger;
grant select, insert, update on billing.spending to in2p_ledger;
grant select, insert, delete on billing.hold_limit to in2p_ledger;

grant create on schema billing to in2p_ledger;
set role in2p_ledger;

-- It asks for keys now.
drop function billing.place_holds(uuid[], uuid[], char[], bigint[], timestamptz);

create function billing.period_start(period text, at timestamptz) returns timestamptz
    language sql immutable set search_path = pg_catalog
    return date_trunc(period, at, 'UTC');

-- Sets credit aside for many predictions at once and answers the ids that were covered. Balances are locked in the order of their accounts, before anything
-- is read from them, then what the limits have seen; prefix sums then admit as many of each account as its money and its hard limits cover. Running it twice
-- with the same id places one hold.
create function billing.place_holds(
    ids uuid[], organizations uuid[], api_keys uuid[], currencies char(3)[], amounts bigint[], at timestamptz) returns uuid[]
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    accounts bigint[];
    limits uuid[];
    barred uuid[] := array[]::uuid[];
    of_keys boolean;
    placed uuid[];
    placed_accounts bigint[];
    placed_amounts bigint[];
begin
    select array_agg(a.id order by t.o) into accounts
    from unnest(organizations, currencies) with ordinality t (organization_id, currency, o)
        left join billing.account a on a.organization_id = t.organization_id
            and a.kind = 'customer.paid' and a.currency = t.currency;

    perform from billing.balance b where b.account_id = any (accounts) order by b.account_id for no key update;

    select array_agg(l.id) into limits from billing.spend_limit l where l.organization_id = any (organizations);
    if limits is not null then
        insert into billing.spending (limit_id, starts_at, organization_id)
        select l.id, billing.period_start(l.period, at), l.organization_id from billing.spend_limit l where l.id = any (limits) order by l.id
        on conflict do nothing;
        perform from billing.spending s join billing.spend_limit l on l.id = s.limit_id
        where l.id = any (limits) and s.starts_at = billing.period_start(l.period, at)
        order by s.limit_id for no key update of s;

        -- Those of keys first: what a key's own limit refuses takes nothing of the account's.
        foreach of_keys in array array[true, false] loop
            barred := barred || coalesce((
                select array_agg(distinct w.id)
                from (
                    select t.id, sum(t.amount) over (partition by l.id order by t.o) > l.most - s.spent - s.reserved as beyond
                    from unnest(ids, organizations, api_keys, currencies, amounts) with ordinality t (id, organization_id, api_key, currency, amount, o)
                        join billing.spend_limit l on l.hard and l.organization_id = t.organization_id and l.currency = t.currency
                            and (l.api_key_id is not null) = of_keys and coalesce(l.api_key_id = t.api_key, not of_keys)
                        join billing.spending s on s.limit_id = l.id and s.starts_at = billing.period_start(l.period, at)
                    where t.id <> all (barred)) w
                where w.beyond), array[]::uuid[]);
        end loop;
    end if;

    with wanted as (
        select t.id, t.organization_id, t.account_id, t.amount,
            sum(t.amount) over (partition by t.account_id order by t.o) as running
        from unnest(ids, organizations, accounts, amounts) with ordinality t (id, organization_id, account_id, amount, o)
        where t.id <> all (barred)
    ), inserted as (
        insert into billing.hold (id, organization_id, account_id, amount, created_at)
        select w.id, w.organization_id, w.account_id, w.amount, at
        from wanted w join billing.balance b on b.account_id = w.account_id
        where w.running <= b.posted - b.held + b.overdraft_limit
        on conflict (id) do nothing
        returning id, account_id, amount
    )
    select array_agg(i.id), array_agg(i.account_id), array_agg(i.amount) into placed, placed_accounts, placed_amounts
    from inserted i;

    update billing.balance b set held = b.held + s.amount, version = b.version + 1
    from (select t.account_id, sum(t.amount)::bigint as amount
          from unnest(placed_accounts, placed_amounts) t (account_id, amount)
          group by t.account_id) s
    where b.account_id = s.account_id;

    if limits is not null and placed is not null then
        with taken as (
            insert into billing.hold_limit (hold_id, limit_id, starts_at, organization_id, amount)
            select t.id, l.id, billing.period_start(l.period, at), t.organization_id, t.amount
            from unnest(ids, organizations, api_keys, currencies, amounts) t (id, organization_id, api_key, currency, amount)
                join billing.spend_limit l on l.organization_id = t.organization_id and l.currency = t.currency
                    and (l.api_key_id is null or l.api_key_id = t.api_key)
            where t.id = any (placed)
            returning limit_id, starts_at, amount
        )
        update billing.spending s set reserved = s.reserved + t.amount
        from (select k.limit_id, k.starts_at, sum(k.amount)::bigint as amount from taken k group by k.limit_id, k.starts_at) t
        where s.limit_id = t.limit_id and s.starts_at = t.starts_at;
    end if;

    return coalesce(placed, array[]::uuid[]);
end $$;

-- Why these limits would refuse an amount: each hard one that has less left than that, with what is left. For the answer to who was refused.
create function billing.limits_below(organization uuid, api_key uuid, wanted_currency char(3), wanted bigint, at timestamptz)
    returns table (limit_id uuid, period text, most bigint, left_over bigint)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select l.id, l.period, l.most, l.most - coalesce(s.spent + s.reserved, 0)
        from billing.spend_limit l
            left join billing.spending s on s.limit_id = l.id and s.starts_at = billing.period_start(l.period, at)
        where l.hard and l.organization_id = organization and l.currency = wanted_currency and (l.api_key_id is null or l.api_key_id = api_key)
            and l.most - coalesce(s.spent + s.reserved, 0) < wanted
        order by 4;
    end;

-- Closes pending holds: what a prediction cost leaves the purse and waits as a charge, the rest is free again; a cost of 0 voids the hold. A cost above
-- the hold is not taken from the customer: the charge says how much that was. An id without a pending hold is passed over, so a repeated call changes
-- nothing. What cost something without a hold cannot be: free predictions have none.
create or replace function billing.settle_holds(ids uuid[], costs bigint[], creators uuid[], model_ids uuid[], at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    limited boolean;
begin
    perform from billing.balance b
    where b.account_id in (select h.account_id from billing.hold h where h.id = any (ids) and h.closed_at is null)
    order by b.account_id for no key update;

    with closed as (
        update billing.hold h
        set state = case when t.cost > 0 then 'S' else 'V' end, settled = least(t.cost, h.amount), closed_at = at
        from unnest(ids, costs, creators, model_ids) t (id, cost, creator_id, model_id)
        where h.id = t.id and h.closed_at is null
        returning h.id, h.organization_id, h.account_id, h.amount, h.settled, t.cost, t.creator_id, t.model_id
    ), charged as (
        insert into billing.charge_pending (id, organization_id, account_id, amount, overrun, creator_id, model_id, charged_at)
        select c.id, c.organization_id, c.account_id, c.settled, c.cost - c.settled, c.creator_id, c.model_id, at
        from closed c where c.cost > 0
    )
    update billing.balance b
    set posted = b.posted - s.settled, held = b.held - s.amount, version = b.version + 1
    from (select c.account_id, sum(c.amount)::bigint as amount, sum(c.settled)::bigint as settled
          from closed c group by c.account_id) s
    where b.account_id = s.account_id;

    select exists (select from billing.hold_limit r where r.hold_id = any (ids)) into limited;
    if limited then
        perform from billing.spending s
        where (s.limit_id, s.starts_at) in (select r.limit_id, r.starts_at from billing.hold_limit r where r.hold_id = any (ids))
        order by s.limit_id, s.starts_at for no key update;
        with freed as (
            delete from billing.hold_limit r using billing.hold h
            where r.hold_id = any (ids) and h.id = r.hold_id and h.closed_at is not null
            returning r.limit_id, r.starts_at, r.amount, h.settled
        )
        update billing.spending s set reserved = s.reserved - f.amount, spent = s.spent + f.settled
        from (select g.limit_id, g.starts_at, sum(g.amount)::bigint as amount, sum(g.settled)::bigint as settled from freed g group by g.limit_id, g.starts_at) f
        where s.limit_id = f.limit_id and s.starts_at = f.starts_at;
    end if;
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
                ('earning', 'revenue', 'creator.reserve'),
                ('expiry', 'customer.paid', 'breakage'), ('expiry', 'customer.promo', 'promo.expense'),
                ('refund', 'customer.paid', 'refund.clearing'), ('refund-paid', 'refund.clearing', 'razorpay.clearing'),
                ('refund-returned', 'refund.clearing', 'customer.paid'),
                ('dispute', 'customer.paid', 'dispute.clearing'), ('dispute-won', 'dispute.clearing', 'customer.paid'),
                ('dispute-lost', 'dispute.clearing', 'razorpay.clearing'), ('chargeback', 'chargeback.loss', 'razorpay.clearing'))
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
            group by s.limit_id, s.starts_at, s.reserved) r;
    end;

reset role;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.period_start(text, timestamptz), billing.place_holds(uuid[], uuid[], uuid[], char[], bigint[], timestamptz),
    billing.limits_below(uuid, uuid, char, bigint, timestamptz) from public;
grant execute on function billing.place_holds(uuid[], uuid[], uuid[], char[], bigint[], timestamptz) to in2p_batch;
grant execute on function billing.limits_below(uuid, uuid, char, bigint, timestamptz) to in2p_app;
