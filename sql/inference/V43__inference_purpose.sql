-- No prediction of an organization that has closed the purpose: whoever writes the rows, by whatever function.
create function inference.refuse_closed_purpose() returns trigger
    language plpgsql security definer set search_path = pg_catalog
as $$
begin
    if exists (select from added a join kernel.closed_purpose c on c.organization_id = a.organization_id and c.purpose = 'inference') then
        raise exception 'the purpose is closed' using errcode = 'IN403';
    end if;
    return null;
end $$;
grant create on schema inference to in2p_batch;
alter function inference.refuse_closed_purpose() owner to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on function inference.refuse_closed_purpose() from public;
create trigger purpose_is_open after insert on inference.prediction
    referencing new table as added for each statement execute function inference.refuse_closed_purpose();
