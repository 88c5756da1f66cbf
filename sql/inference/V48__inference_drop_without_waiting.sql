-- A drop locks the parent first, and whoever writes a row waits behind it. If something is vacuuming the partition, that is a second or two: so
-- that is waited for before, under a lock that stops nobody who reads or writes and keeps a new vacuum away.
create or replace function inference.drop_partition(wanted text, passed timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' set lock_timeout = '2s'
as $$
begin
    if not exists (select from inference.partitions p where p.partition = wanted and p.upper_bound <= passed) then
        raise exception 'partition % is not due', wanted;
    end if;
    execute format('lock table only inference.%I in share update exclusive mode', wanted);
    execute format('drop table inference.%I', wanted);
end $$;
