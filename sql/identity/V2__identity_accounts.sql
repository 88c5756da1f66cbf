-- Persons, the organizations that own everything, and API keys.
create schema identity;
grant usage on schema identity to in2p_app, in2p_batch, in2p_audit;
grant create on schema identity to in2p_batch;

create table identity.organization (
    organization_id uuid primary key,
    username text not null unique check (username ~ '^[a-z0-9][a-z0-9-]{0,38}$'),
    kind text not null check (kind in ('personal', 'platform')),
    created_at timestamptz not null,
    version integer not null default 0
);

create table identity.person (
    id uuid primary key,
    organization_id uuid not null unique references identity.organization,
    name text not null check (length(name) between 1 and 200),
    email text not null check (length(email) between 3 and 254),
    password_hash text not null check (password_hash like '$argon2id$%'),
    adult_affirmed_at timestamptz not null,
    created_at timestamptz not null,
    version integer not null default 0
);
create unique index person_email on identity.person (lower(email));

create table identity.staff_role (
    person_id uuid not null references identity.person,
    organization_id uuid not null,
    role text not null check (role in ('support', 'finance', 'compliance', 'operations')),
    granted_at timestamptz not null default now(),
    primary key (person_id, role)
);

create table identity.api_key (
    id uuid primary key,
    key_id text not null unique check (key_id ~ '^[0-9A-Za-z]{8}$'),
    organization_id uuid not null references identity.organization,
    created_by uuid not null references identity.person,
    name text not null check (length(name) between 1 and 100),
    digest bytea not null check (length(digest) = 32),
    last_four text not null check (length(last_four) = 4),
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    version integer not null default 0
);
create index api_key_organization on identity.api_key (organization_id, id);

-- Row-level security: the application sees its caller's organization, the batch role sees all.
do $$
declare
    name text;
begin
    foreach name in array array['organization', 'person', 'staff_role', 'api_key'] loop
        execute format('alter table identity.%I enable row level security', name);
        execute format('alter table identity.%I force row level security', name);
        execute format('create policy tenant on identity.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy batch on identity.%I to in2p_batch using (true) with check (true)', name);
    end loop;
end $$;
grant select, insert, update on identity.organization, identity.person, identity.api_key to in2p_app;
grant select on identity.staff_role to in2p_app;
grant select on identity.organization, identity.person to in2p_batch;
grant select, insert on identity.staff_role to in2p_batch;
grant select, update on identity.api_key to in2p_batch;

-- Before anybody is signed in there is no organization to set. These functions answer exactly one question each; they
-- run as in2p_batch, whose policy lets it look across organizations.
create function identity.find_login(wanted text)
    returns table (person_id uuid, organization_id uuid, password_hash text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select p.id, p.organization_id, p.password_hash from identity.person p where lower(p.email) = lower(wanted);
    end;

create function identity.find_api_key(wanted text)
    returns table (id uuid, organization_id uuid, person_id uuid, digest bytea, username text, name text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select k.id, k.organization_id, k.created_by, k.digest, o.username, p.name
        from identity.api_key k
            join identity.organization o on o.organization_id = k.organization_id
            join identity.person p on p.id = k.created_by
        where k.key_id = wanted and k.revoked_at is null;
    end;

create function identity.find_username(wanted text) returns uuid
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select o.organization_id from identity.organization o where o.username = wanted;
    end;

create function identity.grant_staff_role(wanted_email text, wanted_role text) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
begin
    insert into identity.staff_role (person_id, organization_id, role)
    select p.id, p.organization_id, wanted_role from identity.person p where lower(p.email) = lower(wanted_email)
    on conflict do nothing;
    if not exists (select from identity.person p where lower(p.email) = lower(wanted_email)) then
        raise exception 'no such person';
    end if;
end $$;

alter function identity.find_login(text) owner to in2p_batch;
alter function identity.find_api_key(text) owner to in2p_batch;
alter function identity.find_username(text) owner to in2p_batch;
alter function identity.grant_staff_role(text, text) owner to in2p_batch;
revoke execute on function identity.find_login(text), identity.find_api_key(text), identity.find_username(text),
    identity.grant_staff_role(text, text) from public;
grant execute on function identity.find_login(text), identity.find_api_key(text), identity.find_username(text)
    to in2p_app;
revoke create on schema identity from in2p_batch;
