-- Names and addresses are sealed under the person's own key, which lies in the key store. An address is found by a keyed digest of its one form.
set role in2p_batch; -- the owner of a table under row-level security sees no row of it
do $$
begin
    if exists (select from identity.person) then
        raise exception 'this database holds persons whose names are not sealed: no release made such a database; start over with a new one';
    end if;
end $$;
reset role;

drop function identity.find_login(text);
drop function identity.find_api_key(text);
drop function identity.grant_staff_role(text, text);

alter table identity.person drop column name, drop column email;
alter table identity.person
    add column name bytea not null check (length(name) between 1 and 1000),
    add column email bytea not null check (length(email) between 1 and 1200),
    add column email_index bytea not null unique check (length(email_index) = 32);
alter table identity.person alter column name set statistics 0;
alter table identity.person alter column email set statistics 0;
alter table identity.person alter column email_index set statistics 0;

grant create on schema identity to in2p_batch;

create function identity.find_login(wanted bytea)
    returns table (person_id uuid, organization_id uuid, password_hash text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select p.id, p.organization_id, p.password_hash from identity.person p where p.email_index = wanted;
    end;

create function identity.find_api_key(wanted text)
    returns table (id uuid, organization_id uuid, person_id uuid, digest bytea, username text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select k.id, k.organization_id, k.created_by, k.digest, o.username
        from identity.api_key k join identity.organization o on o.organization_id = k.organization_id
        where k.key_id = wanted and k.revoked_at is null;
    end;

create function identity.grant_staff_role(wanted_username text, wanted_role text) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
begin
    insert into identity.staff_role (person_id, organization_id, role)
    select p.id, p.organization_id, wanted_role
    from identity.organization o join identity.person p on p.organization_id = o.organization_id
    where o.username = wanted_username
    on conflict do nothing;
    if not exists (select from identity.organization o join identity.person p on p.organization_id = o.organization_id
            where o.username = wanted_username) then
        raise exception 'no such person';
    end if;
end $$;

alter function identity.find_login(bytea) owner to in2p_batch;
alter function identity.find_api_key(text) owner to in2p_batch;
alter function identity.grant_staff_role(text, text) owner to in2p_batch;
revoke execute on function identity.find_login(bytea), identity.find_api_key(text), identity.grant_staff_role(text, text) from public;
grant execute on function identity.find_login(bytea), identity.find_api_key(text) to in2p_app;
revoke create on schema identity from in2p_batch;
