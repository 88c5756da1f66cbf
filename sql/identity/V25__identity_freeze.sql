-- A frozen person cannot sign in, and what was issued to her before stops; the rows stay as they are. A function answers the one question of
-- every request, whether somebody is frozen, without showing the person. Who is gone counts as frozen.
alter table identity.person add column frozen_at timestamptz;
grant update (name, email, email_index, frozen_at, version) on identity.person to in2p_batch;

grant create on schema identity to in2p_batch;
create function identity.is_frozen(wanted uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select coalesce((select p.frozen_at is not null from identity.person p where p.id = wanted), true);
    end;
alter function identity.is_frozen(uuid) owner to in2p_batch;
revoke create on schema identity from in2p_batch;
revoke execute on function identity.is_frozen(uuid) from public;
grant execute on function identity.is_frozen(uuid) to in2p_app, in2p_batch;
