-- What the erasure of a person needs: the right to delete what is deleted, to read what is kept, and to empty the columns that name somebody in
-- what is kept. Transfers, balances and holds stay untouchable for everybody but the ledger's own functions.
grant delete on identity.organization, identity.person, identity.staff_role, identity.api_key, models.model, models.model_version to in2p_batch;
grant update (visibility) on models.model to in2p_batch;

do $$
declare
    name text;
begin
    foreach name in array array['account', 'balance', 'hold', 'transfer', 'credit_order'] loop
        execute format('create policy erasure on billing.%I for select to in2p_batch using (true)', name);
    end loop;
end $$;
create policy forgotten on billing.credit_order for update to in2p_batch using (true) with check (true);
grant select on billing.account, billing.balance, billing.hold, billing.transfer, billing.credit_order, billing.credit_pack to in2p_batch;
grant update (person_id) on billing.credit_order to in2p_batch;
create index credit_order_person on billing.credit_order (person_id) where person_id is not null;

-- Content that a deletion must not leave in pg_statistic, here and in expressions of indexes. Not every installation has each of these any
-- more: later migrations seal some.
do $$
declare
    found record;
begin
    for found in
        select format('%I.%I', n.nspname, c.relname) as relation, a.attname, c.relkind, a.attnum
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where not a.attisdropped and (n.nspname, c.relname, a.attname) in (
            ('identity', 'person', 'name'), ('identity', 'person', 'email'), ('identity', 'person_email', 'lower'),
            ('identity', 'api_key', 'name'), ('identity', 'api_key', 'last_four'), ('inference', 'prediction', 'model'),
            ('inference', 'payload', 'error'))
    loop
        if found.relkind = 'i' then
            execute format('alter index %s alter column %s set statistics 0', found.relation, found.attnum);
        else
            execute format('alter table %s alter column %I set statistics 0', found.relation, found.attname);
        end if;
    end loop;
end $$;
