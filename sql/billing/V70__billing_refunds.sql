-- Money that goes back. One member of staff asks, another one decides; with the decision the credit leaves the purse, so that nobody can spend what is on its
-- way back. Then the processor is asked for it, under the refund's own id, until it says how it ended.
alter table billing.account drop constraint account_kind_check, add check (kind in (
    'customer.paid', 'customer.promo', 'creator.reserve', 'creator.payable',
    'revenue', 'razorpay.clearing', 'refund.clearing', 'overrun.absorbed', 'promo.expense', 'breakage'));
alter table billing.transfer drop constraint transfer_kind_check, add check (kind in (
    'top-up', 'usage', 'overrun', 'promotion', 'expiry', 'earning', 'refund', 'refund-paid', 'refund-returned'));

create table billing.refund (
    id uuid primary key,
    organization_id uuid not null,
    order_id uuid not null references billing.credit_order on delete cascade,
    amount_minor bigint not null check (amount_minor > 0),
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    reason text not null check (reason ~ '^[a-z][a-z0-9-]{0,59}$'),
    status text not null check (status in ('asked', 'declined', 'due', 'sent', 'processed', 'failed')),
    asked_by uuid,
    asked_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    razorpay_refund_id text unique check (length(razorpay_refund_id) <= 60),
    ended_at timestamptz,
    looks integer not null default 0,
    next_look_at timestamptz,
    check (decided_by <> asked_by),
    check ((status = 'asked') = (decided_at is null)),
    check ((status in ('due', 'sent')) = (next_look_at is not null)),
    check ((status in ('processed', 'failed')) = (ended_at is not null))
);
create index refund_order on billing.refund (order_id);
create index refund_organization on billing.refund (organization_id, id);
create index refund_looks on billing.refund (next_look_at) where next_look_at is not null;
alter table billing.refund enable row level security;
alter table billing.refund force row level security;
create policy ledger on billing.refund to in2p_ledger using (true) with check (true);
create policy tenant on billing.refund to in2p_app using (organization_id = (select kernel.current_organization()));
create policy erasure on billing.refund for select to in2p_batch using (true);
create policy forgotten on billing.refund for update to in2p_batch using (true) with check (true);
grant select on billing.refund to in2p_app, in2p_batch, in2p_audit;
grant update (asked_by, decided_by) on billing.refund to in2p_batch;
grant select, insert, update on billing.refund to in2p_ledger;

grant create on schema billing to in2p_ledger;
set role in2p_ledger;

create or replace function billing.open_currency(wanted char(3)) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        insert into billing.account (organization_id, kind, currency)
        select '00000000-0000-7000-8000-000000000001', kind, wanted
        from unnest(array['revenue', 'razorpay.clearing', 'refund.clearing', 'overrun.absorbed', 'promo.expense', 'breakage']) kind
        on conflict do nothing;
    end;
select billing.open_currency(c.currency) from (select distinct a.currency from billing.account a) c;

-- What can go back of an order, in micro-units: what is left of its grant and not set aside for anything.
create function billing.refundable(wanted_order uuid) returns bigint
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select least(g.remaining, b.posted - b.held)
        from billing.credit_grant g join billing.balance b on b.account_id = g.account_id
        where g.id = wanted_order;
    end;

-- Notes what one member of staff asks for; the whole of what is left when no amount is named. Answers 'asked', or why not. What goes back of the credit is its
-- share of the price, rounded up.
create function billing.ask_refund(refund uuid, wanted_order uuid, minor bigint, why text, staff uuid, at timestamptz) returns text
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    paid record;
    left_over bigint := billing.refundable(wanted_order);
    wanted_minor bigint := minor;
    micros bigint;
begin
    select o.organization_id, o.currency, o.amount_minor, o.credit_micros, o.status into paid from billing.credit_order o where o.id = wanted_order;
    if not found then
        return 'not-found';
    elsif paid.status <> 'paid' or left_over is null then
        return 'not-paid';
    end if;
    wanted_minor := coalesce(wanted_minor, floor(left_over::numeric * paid.amount_minor / paid.credit_micros)::bigint);
    micros := ceil(wanted_minor::numeric * paid.credit_micros / paid.amount_minor)::bigint;
    if wanted_minor <= 0 or micros > left_over then
        return 'too-much';
    end if;
    insert into billing.refund (id, organization_id, order_id, amount_minor, amount, currency, reason, status, asked_by, asked_at)
    values (refund, paid.organization_id, wanted_order, wanted_minor, micros, paid.currency, why, 'asked', staff, at);
    return 'asked';
end $$;

-- The word of a second member of staff. Answers 'due' or 'declined', or why nothing changed; the same word once more changes nothing.
create function billing.decide_refund(refund uuid, staff uuid, approved boolean, at timestamptz) returns text
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    asked record;
    purse bigint;
begin
    select r.* into asked from billing.refund r where r.id = refund for update;
    if not found then
        return 'not-found';
    elsif asked.status <> 'asked' then
        return 'decided';
    elsif asked.asked_by = staff then
        return 'same-person';
    elsif not approved then
        update billing.refund r set status = 'declined', decided_by = staff, decided_at = at where r.id = refund;
        return 'declined';
    end if;
    select g.account_id into purse from billing.credit_grant g where g.id = asked.order_id;
    perform from billing.balance b where b.account_id = purse for no key update;
    perform from billing.credit_grant g where g.id = asked.order_id for no key update;
    if asked.amount > billing.refundable(asked.order_id) then
        return 'too-much';
    end if;
    update billing.credit_grant g set remaining = g.remaining - asked.amount where g.id = asked.order_id;
    update billing.balance b set posted = b.posted - asked.amount, version = b.version + 1 where b.account_id = purse;
    insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
    values (asked.organization_id, 'refund', purse, billing.platform_account('refund.clearing', asked.currency), asked.amount, asked.currency, refund, at);
    update billing.refund r set status = 'due', decided_by = staff, decided_at = at, next_look_at = at where r.id = refund;
    return 'due';
end $$;

-- Takes refunds that the processor is to be asked for or about, and says when each is looked at next.
create function billing.refunds_to_look_at(at timestamptz, pauses interval[], most integer)
    returns table (refund uuid, payment text, amount_minor bigint, processor_refund text)
    language sql security definer set search_path = pg_catalog
    begin atomic
        with due as (
            select r.id from billing.refund r where r.next_look_at <= at order by r.next_look_at limit most for update skip locked
        )
        update billing.refund r
        set looks = r.looks + 1, next_look_at = at + pauses[least(r.looks + 1, cardinality(pauses))]
        from due, billing.credit_order o
        where r.id = due.id and o.id = r.order_id
        returning r.id, o.razorpay_payment_id, r.amount_minor, r.razorpay_refund_id;
    end;

-- The processor has said something about refunds of this order: they are looked at now.
create function billing.look_at_refunds(wanted_order uuid, at timestamptz) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        update billing.refund r set next_look_at = at where r.order_id = wanted_order and r.next_look_at > at;
    end;

-- The processor has it.
create function billing.refund_sent(refund uuid, processor_refund text) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        update billing.refund r set status = 'sent', razorpay_refund_id = processor_refund where r.id = refund and r.status = 'due';
    end;

-- How it ended, once: the money has gone, or the credit comes back to its grant, less what the purse owes by then.
create function billing.end_refund(refund uuid, paid boolean, at timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    pending record;
    purse bigint;
    clearing bigint;
begin
    select r.* into pending from billing.refund r where r.id = refund and r.status in ('due', 'sent') for update;
    if not found then
        return false;
    end if;
    clearing := billing.platform_account('refund.clearing', pending.currency);
    if paid then
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        values (pending.organization_id, 'refund-paid', clearing, billing.platform_account('razorpay.clearing', pending.currency), pending.amount,
            pending.currency, refund, at);
    else
        select g.account_id into purse from billing.credit_grant g where g.id = pending.order_id;
        perform from billing.balance b where b.account_id = purse for no key update;
        insert into billing.transfer (organization_id, kind, debit_account, credit_account, amount, currency, reference, created_at)
        values (pending.organization_id, 'refund-returned', clearing, purse, pending.amount, pending.currency, refund, at);
        update billing.credit_grant g set remaining = g.remaining + greatest(pending.amount - billing.debt_of(purse), 0) where g.id = pending.order_id;
        update billing.balance b set posted = b.posted + pending.amount, version = b.version + 1 where b.account_id = purse;
    end if;
    update billing.refund r
    set status = case when paid then 'processed' else 'failed' end, ended_at = at, next_look_at = null
    where r.id = refund;
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
                ('earning', 'revenue', 'creator.reserve'),
                ('expiry', 'customer.paid', 'breakage'), ('expiry', 'customer.promo', 'promo.expense'),
                ('refund', 'customer.paid', 'refund.clearing'), ('refund-paid', 'refund.clearing', 'razorpay.clearing'),
                ('refund-returned', 'refund.clearing', 'customer.paid'))
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
                    from billing.transfer x where x.kind in ('refund', 'refund-paid', 'refund-returned') group by x.reference) t on t.reference = f.id) r;
    end;

reset role;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.refundable(uuid), billing.ask_refund(uuid, uuid, bigint, text, uuid, timestamptz),
    billing.decide_refund(uuid, uuid, boolean, timestamptz), billing.refunds_to_look_at(timestamptz, interval[], integer),
    billing.look_at_refunds(uuid, timestamptz), billing.refund_sent(uuid, text), billing.end_refund(uuid, boolean, timestamptz) from public;
grant execute on function billing.ask_refund(uuid, uuid, bigint, text, uuid, timestamptz), billing.decide_refund(uuid, uuid, boolean, timestamptz),
    billing.refunds_to_look_at(timestamptz, interval[], integer), billing.refund_sent(uuid, text), billing.end_refund(uuid, boolean, timestamptz) to in2p_batch;
grant execute on function billing.look_at_refunds(uuid, timestamptz) to in2p_app;
