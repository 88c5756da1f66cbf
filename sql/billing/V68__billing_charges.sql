-- A charge waits until it is rolled up: what a prediction costs leaves the customer's purse at once, and the accounts of the books a moment later, summed.
-- Credit is paid or promotional, comes as grants and is burnt in their order. Who made a model earns a share.

alter table billing.account drop constraint account_kind_check, add check (kind in (
    'customer.paid', 'customer.promo', 'creator.reserve', 'creator.payable',
    'revenue', 'razorpay.clearing', 'overrun.absorbed', 'promo.expense', 'breakage'));
alter table billing.transfer drop constraint transfer_kind_check, add check (kind in (
    'top-up', 'usage', 'overrun', 'promotion', 'expiry', 'earning'));
-- The roll-up that posted it, if one did.
alter table billing.transfer add column roll_up bigint;
create index transfer_movements on billing.transfer (organization_id, created_at) where kind <> 'usage';
create index transfer_roll_up on billing.transfer using brin (roll_up);

-- Credit that was given: the oldest of the first priority is burnt first. A purse is the account customer.paid of its currency; the balance row of that
-- account holds what is left of all grants.
create table billing.credit_grant (
    id uuid primary key,
    organization_id uuid not null,
    account_id bigint not null references billing.account,
    source text not null check (source in ('paid', 'promotional')),
    amount bigint not null check (amount > 0),
    remaining bigint not null check (remaining between 0 and amount),
    priority smallint not null check (priority between 0 and 100),
    created_at timestamptz not null,
    expires_at timestamptz check (expires_at > created_at)
);
create index credit_grant_open on billing.credit_grant (account_id) where remaining > 0;
create index credit_grant_ends on billing.credit_grant (expires_at) where remaining > 0 and expires_at is not null;
create index credit_grant_organization on billing.credit_grant (organization_id, id);

-- What a creator gets of what a model earns, in ten-thousandths; of all models where none is named.
create table billing.creator_rate (
    id uuid primary key default uuidv7(),
    model_id uuid,
    share integer not null check (share between 0 and 10000),
    valid_from timestamptz not null,
    unique nulls not distinct (model_id, valid_from)
);
insert into billing.creator_rate (share, valid_from) values (7000, '-infinity');

-- The id is the prediction's. The table is never long: a roll-up reads all of it.
create table billing.charge_pending (
    id uuid primary key,
    organization_id uuid not null,
    account_id bigint not null,
    amount bigint not null check (amount >= 0),
    overrun bigint not null check (overrun >= 0),
    creator_id uuid,
    model_id uuid,
    charged_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create table billing.charge (
    id uuid primary key,
    organization_id uuid not null,
    account_id bigint not null,
    amount bigint not null,
    overrun bigint not null,
    promotional bigint not null check (promotional between 0 and amount),
    creator_id uuid,
    model_id uuid,
    creator_cut bigint not null check (creator_cut between 0 and amount + overrun),
    charged_at timestamptz not null,
    roll_up bigint not null
);
create index charge_organization on billing.charge (organization_id, charged_at);
create index charge_creator on billing.charge (creator_id, charged_at) where creator_id is not null;
create index charge_roll_up on billing.charge using brin (roll_up);

-- Each charge, wherever it is.
create view billing.every_charge with (security_invoker = true) as
select id, organization_id, account_id, amount, overrun, charged_at from billing.charge
union all
select id, organization_id, account_id, amount, overrun, charged_at from billing.charge_pending;
grant select on billing.every_charge to in2p_app, in2p_batch, in2p_ledger;

create table billing.roll_up (
    id bigint generated always as identity primary key,
    made_at timestamptz not null,
    charges integer not null
);

do $$
declare
    name text;
begin
    foreach name in array array['credit_grant', 'charge_pending', 'charge'] loop
        execute format('alter table billing.%I enable row level security', name);
        execute format('alter table billing.%I force row level security', name);
        execute format('create policy ledger on billing.%I to in2p_ledger using (true) with check (true)', name);
        execute format('create policy tenant on billing.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy erasure on billing.%I for select to in2p_batch using (true)', name);
        execute format('grant select on billing.%I to in2p_app, in2p_batch', name);
    end loop;
end $$;
grant select, insert, update on billing.credit_grant to in2p_ledger;
grant select, insert, delete on billing.charge_pending to in2p_ledger;
grant select, insert on billing.charge, billing.roll_up to in2p_ledger;
grant select on billing.creator_rate to in2p_ledger;
create trigger append_only before update or delete on billing.charge for each row execute function billing.refuse_change();
create trigger no_truncate before truncate on billing.charge for each statement execute function billing.refuse_change();

grant create on schema billing to in2p_ledger;
set role in2p_ledger;

-- The accounts of the platform in a currency, made at its first use.
create function billing.open_currency(wanted char(3)) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        insert into billing.account (organization_id, kind, currency)
        select '00000000-0000-7000-8000-000000000001', kind, wanted
        from unnest(array['revenue', 'razorpay.clearing', 'overrun.absorbed', 'promo.expense', 'breakage']) kind
        on conflict do nothing;
    end;
select billing.open_currency('INR');

-- An account of an organization, made at its first use; with a balance row where somebody may ask for one.
create function billing.account_of(organization uuid, wanted_kind text, wanted_currency char(3), with_balance boolean) returns bigint
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    account bigint;
begin
    select a.id into account from billing.account a
    where a.organization_id = organization and a.kind = wanted_kind and a.currency = wanted_currency;
    if account is null then
        insert into billing.account (organization_id, kind, currency) values (organization, wanted_kind, wanted_currency) on conflict do nothing;
        select a.id into account from billing.account a
        where a.organization_id = organization and a.kind = wanted_kind and a.currency = wanted_currency;
    end if;
    if with_balance then
        insert into billing.balance (account_id, organization_id) values (account, organization) on conflict do nothing;
    end if;
    return account;
end $$;

-- Closes pending holds: what a prediction cost leaves the purse and waits as a charge, the rest is free again; a cost of 0 voids the hold. A cost above
-- the hold is not taken from the customer: the charge says how much that was. An id without a pending hold is passed over, so a repeated call changes
-- nothing. What cost something without a hold cannot be: free predictions have none.
create function billing.settle_holds(ids uuid[], costs bigint[], creators uuid[], model_ids uuid[], at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
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
end $$;

-- Moves charges that wait into the books, the oldest first: burns grants, splits what is earned, posts one transfer for each sum. Answers how many; none
-- while another node does it. The purse's balance row is not touched: the charges have left it already.
create function billing.roll_up_charges(at timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    platform constant uuid := '00000000-0000-7000-8000-000000000001';
    number bigint;
    chosen uuid[];
begin
    if not pg_try_advisory_xact_lock(hashtextextended('billing.roll_up_charges', 0)) then
        return 0;
    end if;
    select array_agg(w.id) into chosen
    from (select p.id from billing.charge_pending p order by p.charged_at, p.id limit most) w;
    if chosen is null then
        return 0;
    end if;
    insert into billing.roll_up (made_at, charges) values (at, cardinality(chosen)) returning id into number;
    perform billing.account_of(e.creator_id, 'creator.reserve', e.currency, true)
    from (select distinct p.creator_id, a.currency from billing.charge_pending p join billing.account a on a.id = p.account_id
          where p.id = any (chosen) and p.creator_id <> platform) e;
    -- An expiry changes grants too.
    perform from billing.credit_grant g
    where g.remaining > 0 and g.account_id in (select p.account_id from billing.charge_pending p where p.id = any (chosen))
    order by g.id for update;

    with taken as (
        delete from billing.charge_pending p where p.id = any (chosen) returning p.*
    ), charges as (
        -- Laid end to end, charges and grants of a purse burn where they overlap.
        select t.id, t.account_id, sum(t.amount) over w - t.amount as low, sum(t.amount) over w as high
        from taken t window w as (partition by t.account_id order by t.charged_at, t.id)
    ), grants as (
        select g.id, g.account_id, g.source, sum(g.remaining) over w - g.remaining as low, sum(g.remaining) over w as high
        from billing.credit_grant g
        where g.remaining > 0 and g.account_id in (select t.account_id from taken t)
        window w as (partition by g.account_id order by coalesce(g.expires_at <= at, false), g.priority, g.expires_at nulls last, g.id)
    ), burnt as (
        select c.id as charge, g.id as grant_id, g.source, (least(c.high, g.high) - greatest(c.low, g.low))::bigint as amount
        from charges c join grants g on g.account_id = c.account_id and g.low < c.high and c.low < g.high
    ), emptied as (
        update billing.credit_grant g set remaining = g.remaining - b.amount
        from (select u.grant_id, sum(u.amount)::bigint as amount from burnt u group by u.grant_id) b
        where g.id = b.grant_id
    ), split as (
        select t.*, a.currency, coalesce(b.promotional, 0) as promotional
        from taken t join billing.account a on a.id = t.account_id
            left join (select u.charge, sum(u.amount)::bigint as promotional from burnt u where u.source = 'promotional' group by u.charge) b
                on b.charge = t.id
    ), earned as (
        -- Nobody earns from the platform's gifts to oneself.
        select s.*, case when s.creator_id is null or s.creator_id = platform then 0 else
            (s.amount + s.overrun - case when s.creator_id = s.organization_id then s.promotional else 0 end) * coalesce((
                select r.share from billing.creator_rate r
                where (r.model_id = s.model_id or r.model_id is null) and r.valid_from <= s.charged_at
                order by r.model_id nulls last, r.valid_from desc limit 1), 0) / 10000 end as creator_cut
        from split s
    ), kept as (
        insert into billing.charge
            (id, organization_id, account_id, amount, overrun, promotional, creator_id, model_id, creator_cut, charged_at, roll_up)
        select e.id, e.organization_id, e.account_id, e.amount, e.overrun, e.promotional, e.creator_id, e.model_id, e.creator_cut, e.charged_at, number
        from earned e
    ), sums as (
        select l.organization_id, l.kind, l.debited, l.debit_kind, l.credited, l.credit_kind, e.currency, sum(l.amount)::bigint as amount
        from earned e cross join lateral (values
            (e.organization_id, 'usage', e.organization_id, 'customer.paid', platform, 'revenue', e.amount - e.promotional),
            (e.organization_id, 'usage', e.organization_id, 'customer.promo', platform, 'revenue', e.promotional),
            (e.organization_id, 'overrun', platform, 'overrun.absorbed', platform, 'revenue', e.overrun),
            (e.creator_id, 'earning', platform, 'revenue', e.creator_id, 'creator.reserve', e.creator_cut))
            l (organization_id, kind, debited, debit_kind, credited, credit_kind, amount)
        where l.amount > 0
        group by l.organization_id, l.kind, l.debited, l.debit_kind, l.credited, l.credit_kind, e.currency
    ), posted as (
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at, roll_up)
        select s.organization_id, s.kind, d.id, c.id, s.amount, s.currency, uuidv7(), at, number
        from sums s
            join billing.account d on d.organization_id = s.debited and d.kind = s.debit_kind and d.currency = s.currency
            join billing.account c on c.organization_id = s.credited and c.kind = s.credit_kind and c.currency = s.currency
        returning credit_account, amount, kind
    )
    update billing.balance b set posted = b.posted + e.amount, version = b.version + 1
    from (select p.credit_account, sum(p.amount)::bigint as amount from posted p where p.kind = 'earning' group by p.credit_account) e
    where b.account_id = e.credit_account;
    return cardinality(chosen);
end $$;

-- What was used beyond all grants; the purse is locked already.
create function billing.debt_of(purse bigint) returns bigint
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select greatest(-b.posted - coalesce((select sum(p.amount) from billing.charge_pending p where p.account_id = purse), 0), 0)::bigint
        from billing.balance b where b.account_id = purse;
    end;

-- Gives credit that nobody paid for; false when that grant was given before. A purse in debt gets none: it would be a gift of what was used already.
create function billing.give_credit(grant_id uuid, organization uuid, wanted_currency char(3), wanted_amount bigint, ends_at timestamptz, at timestamptz)
    returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    purse bigint := billing.account_of(organization, 'customer.paid', wanted_currency, true);
    promo bigint := billing.account_of(organization, 'customer.promo', wanted_currency, false);
    given integer;
begin
    perform billing.open_currency(wanted_currency);
    perform from billing.balance b where b.account_id = purse for no key update;
    if billing.debt_of(purse) > 0 then
        raise exception 'the purse is in debt' using errcode = 'check_violation';
    end if;
    insert into billing.credit_grant (id, organization_id, account_id, source, amount, remaining, priority, created_at, expires_at)
    values (grant_id, organization, purse, 'promotional', wanted_amount, wanted_amount, 10, at, ends_at)
    on conflict (id) do nothing;
    get diagnostics given = row_count;
    if given = 0 then
        return false;
    end if;
    insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
    values (organization, 'promotion', billing.platform_account('promo.expense', wanted_currency), promo, wanted_amount, wanted_currency, grant_id, at);
    update billing.balance set posted = posted + wanted_amount, version = version + 1 where account_id = purse;
    return true;
end $$;

-- Takes back what is left of grants whose time is over, as far as nothing under way may need it: what is held stays, and what waits as a charge is burnt
-- first. Answers how many grants it emptied.
create function billing.expire_grants(at timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    due record;
    gone bigint;
    emptied integer := 0;
begin
    for due in
        select g.id, g.account_id, g.organization_id, g.source, a.currency
        from billing.credit_grant g join billing.account a on a.id = g.account_id
        where g.remaining > 0 and g.expires_at <= at
            and not exists (select from billing.charge_pending p where p.account_id = g.account_id)
        order by g.account_id, g.id limit most
    loop
        perform from billing.balance b where b.account_id = due.account_id for no key update;
        continue when exists (select from billing.charge_pending p where p.account_id = due.account_id);
        select least(g.remaining, b.posted - b.held) into gone
        from billing.credit_grant g join billing.balance b on b.account_id = g.account_id
        where g.id = due.id for no key update of g;
        continue when gone <= 0;
        update billing.credit_grant set remaining = remaining - gone where id = due.id;
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        values (due.organization_id, 'expiry',
            billing.account_of(due.organization_id, case due.source when 'paid' then 'customer.paid' else 'customer.promo' end, due.currency, false),
            billing.platform_account(case due.source when 'paid' then 'breakage' else 'promo.expense' end, due.currency),
            gone, due.currency, uuidv7(), at);
        update billing.balance set posted = posted - gone, version = version + 1 where account_id = due.account_id;
        emptied := emptied + 1;
    end loop;
    return emptied;
end $$;

-- Credits a paid order exactly once, as a grant without an end: the transfer's unique (kind, reference) decides. The order must be paid and say so itself.
-- What was used beyond all grants, where an overdraft allows that, comes off the new one.
create or replace function billing.post_top_up(order_id uuid, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    paid record;
    purse bigint;
    inserted integer;
begin
    select o.organization_id, o.currency, o.credit_micros into paid
    from billing.credit_order o where o.id = order_id and o.status = 'paid';
    if not found then
        raise exception 'order is not paid';
    end if;
    perform billing.open_currency(paid.currency);
    purse := billing.account_of(paid.organization_id, 'customer.paid', paid.currency, true);
    perform from billing.balance b where b.account_id = purse for no key update;
    insert into billing.transfer
        (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
    values (paid.organization_id, 'top-up', billing.platform_account('razorpay.clearing', paid.currency), purse,
        paid.credit_micros, paid.currency, order_id, at)
    on conflict (kind, reference) do nothing;
    get diagnostics inserted = row_count;
    if inserted = 1 then
        insert into billing.credit_grant (id, organization_id, account_id, source, amount, remaining, priority, created_at)
        values (order_id, paid.organization_id, purse, 'paid', paid.credit_micros, greatest(paid.credit_micros - billing.debt_of(purse), 0), 50, at);
        update billing.balance set posted = posted + paid.credit_micros, version = version + 1 where account_id = purse;
    end if;
    return inserted = 1;
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
                ('expiry', 'customer.paid', 'breakage'), ('expiry', 'customer.promo', 'promo.expense'))
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
                    where t.roll_up is not null group by t.roll_up) t on t.roll_up = u.id) r;
    end;

drop function billing.open_account(uuid, char);

reset role;

-- What was charged and credited before there were charges and grants.
insert into billing.charge (id, organization_id, account_id, amount, overrun, promotional, creator_cut, charged_at, roll_up)
select h.id, h.organization_id, h.account_id, h.settled, coalesce(o.amount, 0), 0, 0, h.closed_at, 0
from billing.hold h left join billing.transfer o on o.kind = 'overrun' and o.reference = h.id
where h.state = 'S';
insert into billing.credit_grant (id, organization_id, account_id, source, amount, remaining, priority, created_at)
select uuidv7(), b.organization_id, b.account_id, 'paid', b.posted, b.posted, 50, now() from billing.balance b where b.posted > 0;

revoke create on schema billing from in2p_ledger;
revoke execute on function billing.open_currency(char), billing.debt_of(bigint), billing.account_of(uuid, text, char, boolean), billing.roll_up_charges(timestamptz, integer),
    billing.settle_holds(uuid[], bigint[], uuid[], uuid[], timestamptz), billing.give_credit(uuid, uuid, char, bigint, timestamptz, timestamptz),
    billing.expire_grants(timestamptz, integer) from public;
grant execute on function billing.settle_holds(uuid[], bigint[], uuid[], uuid[], timestamptz), billing.roll_up_charges(timestamptz, integer),
    billing.give_credit(uuid, uuid, char, bigint, timestamptz, timestamptz), billing.expire_grants(timestamptz, integer) to in2p_batch;
