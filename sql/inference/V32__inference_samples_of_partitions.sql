-- A new partition does not take over for which columns of its parent PostgreSQL must keep no samples: what a deletion took would stay in
-- pg_statistic. Callers choose the ids of requests, so they are words of theirs too.
alter table inference.usage_log alter column request_id set statistics 0;

create or replace function inference.make_partition(parent text, lower_bound timestamptz, upper_bound timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC'
as $$
declare
    partition text := parent || to_char(lower_bound, '_YYYYMMDD"T"HH24');
begin
    if parent not in ('payload', 'usage_log') then
        raise exception 'not a partitioned store';
    end if;
    perform pg_advisory_xact_lock(hashtext('inference.make_partition')); -- two nodes may prepare at the same time
    if to_regclass(format('inference.%I', partition)) is not null then
        return false;
    end if;
    execute format('create table inference.%I partition of inference.%I for values from (%L) to (%L)',
        partition, parent, lower_bound, upper_bound);
    execute format('alter table inference.%I enable row level security', partition);
    execute format('alter table inference.%I force row level security', partition);
    perform inference.keep_no_samples(parent, partition);
    return true;
end $$;

create function inference.keep_no_samples(parent text, partition text) returns void
    language plpgsql set search_path = pg_catalog
as $$
declare
    name text;
begin
    for name in
        select a.attname from pg_attribute a
        where a.attrelid = format('inference.%I', parent)::regclass and a.attnum > 0 and not a.attisdropped and a.attstattarget = 0
    loop
        execute format('alter table inference.%I alter column %I set statistics 0', partition, name);
    end loop;
end $$;
revoke execute on function inference.keep_no_samples(text, text) from public;

-- A welcome names the username.
alter table kernel.outbox alter column payload set statistics 0;

-- Those that are there. A sample that was taken already stays when no more are taken, so it is removed, which PostgreSQL 18 lets the owner do.
do $$
declare
    found record;
begin
    for found in
        select p.relname as parent, c.relname as partition
        from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
            join pg_namespace n on n.oid = p.relnamespace
        where n.nspname = 'inference' and c.relkind = 'r'
    loop
        perform inference.keep_no_samples(found.parent, found.partition);
    end loop;
    if to_regproc('pg_catalog.pg_clear_attribute_stats') is not null then
        perform pg_clear_attribute_stats(n.nspname, c.relname, a.attname, inherited)
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, (values (true), (false)) i (inherited)
        where n.nspname in ('identity', 'models', 'inference', 'kernel') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            and a.attstattarget = 0;
    end if;
end $$;
