-- Rows of predictions end too. A b-tree on the time of their creation grows at its right end only, and rows of one commit share one key; a BRIN
-- would be smaller but goes blind once new rows fill the room of deleted ones.
create index prediction_created on inference.prediction (created_at);

-- Takes back partitions that somebody detached and did not drop: attached again they are counted, held and dropped like the others. Answers
-- those that hold a row which their bounds exclude: they stay for a person to look at.
create function inference.reclaim_partitions(parent text, width interval) returns setof text
    language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' set lock_timeout = '2s'
as $$
declare
    leftover record;
    lower_bound timestamptz;
begin
    if parent not in ('payload', 'usage_log') then
        raise exception 'not a partitioned store';
    end if;
    for leftover in
        select c.relname, coalesce(i.inhdetachpending, false) as pending
        from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_inherits i on i.inhrelid = c.oid
        where n.nspname = 'inference' and c.relkind = 'r' and c.relname ~ ('^' || parent || '_\d{8}T\d{2}$')
            and (i.inhrelid is null or i.inhdetachpending)
        order by c.relname
    loop
        if leftover.pending then
            execute format('alter table inference.%I detach partition inference.%I finalize', parent, leftover.relname);
        end if;
        lower_bound := to_timestamp(right(leftover.relname, 11), 'YYYYMMDD"T"HH24');
        begin
            execute format('alter table inference.%I attach partition inference.%I for values from (%L) to (%L)',
                parent, leftover.relname, lower_bound, lower_bound + width);
        exception when check_violation then
            return next leftover.relname;
        end;
    end loop;
end $$;
revoke execute on function inference.reclaim_partitions(text, interval) from public;
grant execute on function inference.reclaim_partitions(text, interval) to in2p_batch;
