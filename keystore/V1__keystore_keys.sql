-- The keys of what the database holds sealed. Each is 32 random bytes, wrapped under a master key that lies in a file beside the application;
-- `master` is that key's id. This store has back-ups of its own, kept for a week at most: after that, what was destroyed here is gone everywhere.
create schema keystore;
grant usage on schema keystore to in2p_keys;

-- A destroyed owner keeps its rows without keys, so that nobody gives it a new key by mistake.
create table keystore.owner_key (
    owner uuid not null,
    version integer not null check (version > 0),
    master text check (length(master) between 1 and 40),
    wrapped bytea,
    created_at timestamptz not null,
    destroyed_at timestamptz,
    primary key (owner, version),
    check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (master is null))
);

-- `period` is the beginning of an hour.
create table keystore.period_key (
    kind text not null check (kind in ('in-flight', 'content')),
    period timestamptz not null,
    master text not null check (length(master) between 1 and 40),
    wrapped bytea not null,
    created_at timestamptz not null,
    primary key (kind, period)
);

create table keystore.secret (
    name text primary key check (length(name) <= 100),
    master text check (length(master) between 1 and 40),
    wrapped bytea,
    created_at timestamptz not null,
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (master is null))
);

-- PostgreSQL would keep samples of the values where no destruction finds them.
alter table keystore.owner_key alter column wrapped set statistics 0;
alter table keystore.period_key alter column wrapped set statistics 0;
alter table keystore.secret alter column wrapped set statistics 0;

-- Maintain: who destroys also rewrites the tables, so that no page keeps the old bytes.
grant select, insert, update, delete, maintain on keystore.owner_key, keystore.period_key, keystore.secret to in2p_keys;

-- Gives an owner a key of that version, unless it has one or was destroyed. The lock keeps a new version from slipping in beside a destruction.
create function keystore.add_owner_key(wanted uuid, number integer, master text, wrapped bytea, at timestamptz) returns void
    language plpgsql set search_path = pg_catalog
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(wanted::text, 0));
    insert into keystore.owner_key (owner, version, master, wrapped, created_at)
    select wanted, number, add_owner_key.master, add_owner_key.wrapped, at
    where not exists (select from keystore.owner_key k where k.owner = wanted and k.destroyed_at is not null)
    on conflict do nothing;
end $$;

create function keystore.destroy_owner(wanted uuid, at timestamptz) returns void
    language plpgsql set search_path = pg_catalog
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(wanted::text, 0));
    update keystore.owner_key k set master = null, wrapped = null, destroyed_at = at
    where k.owner = wanted and k.destroyed_at is null;
    insert into keystore.owner_key (owner, version, created_at, destroyed_at) values (wanted, 1, at, at) on conflict do nothing;
end $$;

revoke execute on all functions in schema keystore from public;
grant execute on function keystore.add_owner_key(uuid, integer, text, bytea, timestamptz), keystore.destroy_owner(uuid, timestamptz)
    to in2p_keys;
