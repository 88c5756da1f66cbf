-- Packages for access and portability. A package is its files, each made by itself and kept in sealed chunks; the ZIP is laid out over them when
-- it is downloaded and stored nowhere. Deleting the row of a package deletes all of it.
create table compliance.export (
    request_id uuid primary key,
    person_id uuid not null,
    organization_id uuid not null,
    kind text not null check (kind in ('access', 'portability')),
    state text not null check (state in ('counted', 'ready')),
    counted_at timestamptz not null,
    lsn pg_lsn not null, -- of the count
    horizon bigint not null, -- the first transaction that the count did not see
    policy_version integer not null,
    catalogue_sha256 text not null check (catalogue_sha256 ~ '^[0-9a-f]{64}$'),
    kept_from timestamptz not null -- count, completion or interrupted download, whichever was last
);
create index export_organization on compliance.export (organization_id, counted_at);
create index export_kept_from on compliance.export (kept_from);

-- One file of a package. Its rows lie between two keys, as they were found when they were counted.
create table compliance.export_file (
    request_id uuid not null references compliance.export on delete cascade,
    path text not null check (length(path) <= 200),
    organization_id uuid not null,
    seq integer not null,
    element text not null check (length(element) <= 200), -- a table; empty for what describes the package
    after_key text[], -- null: from the first row
    upto_key text[], -- null: to the last row
    planned bigint not null,
    state text not null check (state in ('planned', 'done')),
    rows bigint,
    changed bigint, -- rows that were written after the count
    bytes bigint,
    sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
    crc32 bigint,
    part integer, -- null: in every part
    started_at timestamptz,
    ended_at timestamptz,
    primary key (request_id, path),
    check ((state = 'done') = (bytes is not null and sha256 is not null and crc32 is not null))
);
create index export_file_organization on compliance.export_file (organization_id);

create table compliance.export_chunk (
    request_id uuid not null,
    path text not null,
    seq integer not null,
    organization_id uuid not null,
    content bytea not null, -- sealed under the person's key
    primary key (request_id, path, seq),
    foreign key (request_id, path) references compliance.export_file on delete cascade
);
alter table compliance.export_chunk alter column content set storage external; -- it is compressed or sealed already
create index export_chunk_organization on compliance.export_chunk (organization_id);

-- Permission to download one package, given for a password. It ends soon after its last use, and for a part when the whole part was sent.
create table compliance.export_link (
    digest bytea primary key check (length(digest) = 32),
    request_id uuid not null references compliance.export on delete cascade,
    organization_id uuid not null,
    created_at timestamptz not null,
    used_at timestamptz not null,
    delivered bigint[] not null default '{}' -- by part: bytes from its beginning that were sent without a gap
);
create index export_link_request on compliance.export_link (request_id);
create index export_link_organization on compliance.export_link (organization_id);

do $$
declare
    name text;
begin
    foreach name in array array['export', 'export_file', 'export_chunk', 'export_link'] loop
        execute format('alter table compliance.%I enable row level security', name);
        execute format('alter table compliance.%I force row level security', name);
        execute format('create policy tenant on compliance.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy batch on compliance.%I to in2p_batch using (true) with check (true)', name);
    end loop;
end $$;
grant select on compliance.export, compliance.export_file, compliance.export_chunk to in2p_app;
grant update (kept_from) on compliance.export to in2p_app;
grant select, insert, update, delete on compliance.export_link to in2p_app;
grant select, insert, update, delete on compliance.export, compliance.export_file, compliance.export_chunk, compliance.export_link to in2p_batch;
grant select on compliance.export, compliance.export_file to in2p_audit;

-- Who follows a link shows nothing else: before the link is found there is no organization to set.
grant create on schema compliance to in2p_batch;
create function compliance.find_export_link(wanted bytea)
    returns table (request_id uuid, organization_id uuid)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select l.request_id, l.organization_id from compliance.export_link l where l.digest = wanted;
    end;
alter function compliance.find_export_link(bytea) owner to in2p_batch;
revoke create on schema compliance from in2p_batch;
revoke execute on function compliance.find_export_link(bytea) from public;
grant execute on function compliance.find_export_link(bytea) to in2p_app;
