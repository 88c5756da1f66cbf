-- The books: double entry in micro-units of a currency (1 rupee = 1,000,000). A transfer moves one amount from one account
-- to another, so money is conserved by construction; nobody can change or delete one. Customers' accounts have a balance
-- row, which is what admission locks; platform accounts have none (their balance is a sum), so no prediction ever waits
-- for another customer's.
create schema billing;
grant usage on schema billing to in2p_app, in2p_batch, in2p_ledger, in2p_audit;
grant create on schema billing to in2p_ledger;

create table billing.account (
    id bigint generated always as identity primary key,
    organization_id uuid not null,
    kind text not null check (kind in ('customer.paid', 'revenue', 'razorpay.clearing', 'overrun.absorbed')),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    unique (organization_id, kind, currency)
);

create table billing.balance (
    account_id bigint primary key references billing.account,
    organization_id uuid not null,
    posted bigint not null default 0,
    held bigint not null default 0 check (held >= 0),
    overdraft_limit bigint not null default 0 check (overdraft_limit >= 0),
    version bigint not null default 0,
    check (posted - held + overdraft_limit >= 0)
) with (fillfactor = 50);

-- Credit set aside for one prediction; its id is the prediction's. P pending, S settled, V void.
create table billing.hold (
    id uuid primary key,
    organization_id uuid not null,
    account_id bigint not null,
    amount bigint not null check (amount > 0),
    settled bigint check (settled between 0 and amount),
    state char(1) not null default 'P' check (state in ('P', 'S', 'V')),
    created_at timestamptz not null,
    closed_at timestamptz,
    check ((state = 'P') = (closed_at is null))
) with (fillfactor = 80);
create index hold_pending on billing.hold (account_id) where state = 'P';

create table billing.transfer (
    id uuid primary key default gen_random_uuid(),
    organization_id uuid not null,
    kind text not null check (kind in ('top-up', 'usage', 'overrun')),
    debit_account bigint not null references billing.account,
    credit_account bigint not null references billing.account,
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    reference uuid not null,
    created_at timestamptz not null,
    check (debit_account <> credit_account),
    unique (kind, reference)
);
create index transfer_organization on billing.transfer (organization_id, created_at);

create table billing.credit_pack (
    id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
    amount_minor bigint not null check (amount_minor >= 100),
    currency char(3) not null,
    credit_micros bigint not null check (credit_micros > 0),
    active boolean not null default true
);
insert into billing.credit_pack (id, amount_minor, currency, credit_micros) values
    ('inr-500', 50000, 'INR', 500000000),
    ('inr-2000', 200000, 'INR', 2000000000),
    ('inr-10000', 1000000, 'INR', 10000000000);

create table billing.credit_order (
    id uuid primary key,
    organization_id uuid not null,
    person_id uuid,
    pack_id text not null references billing.credit_pack,
    amount_minor bigint not null,
    currency char(3) not null,
    credit_micros bigint not null,
    status text not null check (status in ('created', 'paid')),
    razorpay_order_id text unique check (length(razorpay_order_id) <= 60),
    razorpay_payment_id text unique check (length(razorpay_payment_id) <= 60),
    razorpay_signature text check (length(razorpay_signature) <= 128),
    created_at timestamptz not null,
    paid_at timestamptz,
    version integer not null default 0,
    check ((status = 'paid') = (razorpay_payment_id is not null and paid_at is not null))
);
create index credit_order_organization on billing.credit_order (organization_id, id);

do $$
declare
    name text;
begin
    foreach name in array array['account', 'balance', 'hold', 'transfer', 'credit_order'] loop
        execute format('alter table billing.%I enable row level security', name);
        execute format('alter table billing.%I force row level security', name);
        execute format('create policy ledger on billing.%I to in2p_ledger using (true) with check (true)', name);
        execute format('create policy tenant on billing.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
    end loop;
end $$;
grant select on billing.account, billing.balance, billing.hold, billing.transfer, billing.credit_pack to in2p_app;
grant select, insert, update on billing.credit_order to in2p_app;
grant select, insert on billing.account, billing.transfer to in2p_ledger;
grant select, insert, update on billing.balance, billing.hold to in2p_ledger;
grant select on billing.credit_order to in2p_ledger;

-- The grants above already say it; this says it to a superuser too.
create function billing.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'transfers are append-only';
end $$;
create trigger append_only before update or delete on billing.transfer
    for each row execute function billing.refuse_change();
create trigger no_truncate before truncate on billing.transfer
    for each statement execute function billing.refuse_change();

-- The platform's own accounts belong to the platform's organization.
set role in2p_ledger;
insert into billing.account (organization_id, kind, currency)
select '00000000-0000-7000-8000-000000000001', kind, 'INR'
from unnest(array['revenue', 'razorpay.clearing', 'overrun.absorbed']) kind;
reset role;

create function billing.platform_account(wanted_kind text, wanted_currency char(3)) returns bigint
    language sql stable set search_path = pg_catalog
    begin atomic
        select a.id from billing.account a
        where a.organization_id = '00000000-0000-7000-8000-000000000001'
            and a.kind = wanted_kind and a.currency = wanted_currency;
    end;

-- Sets credit aside for many predictions at once and answers the ids that were covered. Balances are locked in the order of
-- their accounts, before anything is read from them; a prefix sum then admits as many of each account as its money
-- covers. Running it twice with the same id places one hold.
create function billing.place_holds(ids uuid[], organizations uuid[], currencies char(3)[], amounts bigint[], at timestamptz)
    returns uuid[]
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    accounts bigint[];
    placed uuid[];
    placed_accounts bigint[];
    placed_amounts bigint[];
begin
    select array_agg(a.id order by t.o) into accounts
    from unnest(organizations, currencies) with ordinality t (organization_id, currency, o)
        left join billing.account a on a.organization_id = t.organization_id
            and a.kind = 'customer.paid' and a.currency = t.currency;

    perform from billing.balance b where b.account_id = any (accounts) order by b.account_id for no key update;

    with wanted as (
        select t.id, t.organization_id, t.account_id, t.amount,
            sum(t.amount) over (partition by t.account_id order by t.o) as running
        from unnest(ids, organizations, accounts, amounts) with ordinality t (id, organization_id, account_id, amount, o)
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

    return coalesce(placed, array[]::uuid[]);
end $$;

-- Closes pending holds: what a prediction cost is charged, the rest is free again; a cost of 0 voids the hold. A cost above the
-- hold is not taken from the customer: the platform books the difference openly. An id without a pending hold is passed
-- over, so a repeated call changes nothing.
create function billing.settle_holds(ids uuid[], costs bigint[], at timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    platform constant uuid := '00000000-0000-7000-8000-000000000001';
begin
    perform from billing.balance b
    where b.account_id in (select h.account_id from billing.hold h where h.id = any (ids) and h.state = 'P')
    order by b.account_id for no key update;

    with closed as (
        update billing.hold h
        set state = case when t.cost > 0 then 'S' else 'V' end, settled = least(t.cost, h.amount), closed_at = at
        from unnest(ids, costs) t (id, cost)
        where h.id = t.id and h.state = 'P'
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

-- Makes the customer's account and balance on first use.
create function billing.open_account(organization uuid, wanted_currency char(3)) returns bigint
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    account bigint;
begin
    insert into billing.account (organization_id, kind, currency) values (organization, 'customer.paid', wanted_currency)
    on conflict do nothing;
    select a.id into account from billing.account a
    where a.organization_id = organization and a.kind = 'customer.paid' and a.currency = wanted_currency;
    insert into billing.balance (account_id, organization_id) values (account, organization) on conflict do nothing;
    return account;
end $$;

-- Credits a paid order exactly once: the transfer's unique (kind, reference) decides. The order must be paid and say so itself.
create function billing.post_top_up(order_id uuid, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    paid record;
    account bigint;
    inserted integer;
begin
    select o.organization_id, o.currency, o.credit_micros into paid
    from billing.credit_order o where o.id = order_id and o.status = 'paid';
    if not found then
        raise exception 'order is not paid';
    end if;
    account := billing.open_account(paid.organization_id, paid.currency);
    perform from billing.balance b where b.account_id = account for no key update;
    insert into billing.transfer
        (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
    values (paid.organization_id, 'top-up', billing.platform_account('razorpay.clearing', paid.currency), account,
        paid.credit_micros, paid.currency, order_id, at)
    on conflict (kind, reference) do nothing;
    get diagnostics inserted = row_count;
    if inserted = 1 then
        update billing.balance set posted = posted + paid.credit_micros, version = version + 1 where account_id = account;
    end if;
    return inserted = 1;
end $$;

-- Every invariant of the books as one row: name, whether it holds, what was counted. Recomputes from the transfers.
create function billing.verify_ledger() returns table (name text, ok boolean, detail text)
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
        select 'I5 a settled hold has exactly its charge, a void one none',
            count(*) filter (where coalesce(t.amount, 0) <> coalesce(h.settled, 0)) = 0,
            count(*) || ' closed holds, ' || count(*) filter (where coalesce(t.amount, 0) <> coalesce(h.settled, 0)) || ' differ'
        from billing.hold h
            left join billing.transfer t on t.kind = 'usage' and t.reference = h.id
        where h.state <> 'P'
        union all
        select 'I6 every charge belongs to a settled hold', count(*) = 0, count(*) || ' charges without one'
        from billing.transfer t
        where t.kind in ('usage', 'overrun')
            and not exists (select from billing.hold h where h.id = t.reference and h.state = 'S')
        union all
        select 'I7 transfers stay within a currency', count(*) = 0, count(*) || ' cross'
        from billing.transfer t
            join billing.account d on d.id = t.debit_account
            join billing.account c on c.id = t.credit_account
        where d.currency <> t.currency or c.currency <> t.currency
        union all
        select 'I8 every paid order is credited once, no other is',
            count(*) filter (where (coalesce(o.status, '') = 'paid') <> (t.id is not null) or t.amount <> o.credit_micros) = 0,
            count(*) filter (where o.status = 'paid') || ' paid orders'
        from billing.credit_order o
            full join (select id, reference, amount from billing.transfer where kind = 'top-up') t on t.reference = o.id;
    end;

alter function billing.platform_account(text, char) owner to in2p_ledger;
alter function billing.place_holds(uuid[], uuid[], char[], bigint[], timestamptz) owner to in2p_ledger;
alter function billing.settle_holds(uuid[], bigint[], timestamptz) owner to in2p_ledger;
alter function billing.open_account(uuid, char) owner to in2p_ledger;
alter function billing.post_top_up(uuid, timestamptz) owner to in2p_ledger;
alter function billing.verify_ledger() owner to in2p_ledger;
revoke create on schema billing from in2p_ledger;
revoke execute on all functions in schema billing from public;
grant execute on function billing.platform_account(text, char) to in2p_ledger;
grant execute on function billing.place_holds(uuid[], uuid[], char[], bigint[], timestamptz),
    billing.settle_holds(uuid[], bigint[], timestamptz) to in2p_batch;
grant execute on function billing.post_top_up(uuid, timestamptz), billing.open_account(uuid, char) to in2p_app;
grant execute on function billing.verify_ledger() to in2p_app, in2p_batch, in2p_audit;
