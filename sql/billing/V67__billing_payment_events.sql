-- Events of Razorpay that arrived: each comes at least once, and in any order. Of an event only what names it is kept.
create table billing.payment_event (
    event_id text primary key check (length(event_id) <= 64),
    organization_id uuid not null,
    order_id uuid not null references billing.credit_order on delete cascade,
    kind text not null check (length(kind) <= 60),
    received_at timestamptz not null
);
create index payment_event_order on billing.payment_event (order_id);
create index payment_event_organization on billing.payment_event (organization_id);
alter table billing.payment_event enable row level security;
alter table billing.payment_event force row level security;
create policy ledger on billing.payment_event to in2p_ledger using (true) with check (true);
create policy tenant on billing.payment_event to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy erasure on billing.payment_event for select to in2p_batch using (true);
grant select on billing.payment_event to in2p_app, in2p_batch;
grant select, insert on billing.payment_event to in2p_ledger;

-- When the processor is asked next whether an order was paid, in case its events do not come; empty once that makes no sense any more.
alter table billing.credit_order
    add column looks integer not null default 0,
    add column next_look_at timestamptz;
create index credit_order_looks on billing.credit_order (next_look_at) where next_look_at is not null;
grant update on billing.credit_order to in2p_ledger;

grant create on schema billing to in2p_ledger;

-- Notes an event; answers whose order it is about. Nothing, when the order is not ours or the event came before.
create function billing.note_payment_event(event text, what text, processor_order text, at timestamptz)
    returns table (organization_id uuid, order_id uuid)
    language sql security definer set search_path = pg_catalog
    begin atomic
        insert into billing.payment_event as e (event_id, organization_id, order_id, kind, received_at)
        select event, o.organization_id, o.id, what, at from billing.credit_order o where o.razorpay_order_id = processor_order
        on conflict (event_id) do nothing
        returning e.organization_id, e.order_id;
    end;

-- Takes orders that are to be looked at, and says when each is to be looked at next: after the pause of its next look, or never again.
create function billing.orders_to_look_at(at timestamptz, pauses interval[], most integer)
    returns table (organization_id uuid, order_id uuid)
    language sql security definer set search_path = pg_catalog
    begin atomic
        with due as (
            select o.id from billing.credit_order o where o.next_look_at <= at order by o.next_look_at limit most for update skip locked
        )
        update billing.credit_order o
        set looks = o.looks + 1, next_look_at = case when o.status = 'created' then at + pauses[o.looks + 1] end
        from due where o.id = due.id
        returning o.organization_id, o.id;
    end;

alter function billing.note_payment_event(text, text, text, timestamptz) owner to in2p_ledger;
alter function billing.orders_to_look_at(timestamptz, interval[], integer) owner to in2p_ledger;
revoke create on schema billing from in2p_ledger;
revoke execute on function billing.note_payment_event(text, text, text, timestamptz),
    billing.orders_to_look_at(timestamptz, interval[], integer) from public;
grant execute on function billing.note_payment_event(text, text, text, timestamptz) to in2p_app;
grant execute on function billing.orders_to_look_at(timestamptz, interval[], integer) to in2p_batch;
