-- What a model shows of itself beside its versions, how often it ran, the search, and the collections that staff keeps.
alter table models.model
    add column github_url text check (length(github_url) <= 500),
    add column paper_url text check (length(paper_url) <= 500),
    add column license_url text check (length(license_url) <= 500),
    add column weights_url text check (length(weights_url) <= 500),
    add column cover_image_url text check (length(cover_image_url) <= 500);

create table models.readme (
    model_id uuid primary key references models.model on delete cascade,
    organization_id uuid not null,
    content text not null check (octet_length(content) <= 200000),
    updated_at timestamptz not null
);

-- Calls that the owner shows; the first is the model's default example.
create table models.example (
    id uuid primary key,
    model_id uuid not null references models.model on delete cascade,
    version_id text not null references models.model_version on delete cascade,
    organization_id uuid not null,
    position smallint not null,
    input text not null,
    output text not null,
    created_at timestamptz not null,
    unique (model_id, position)
);
create index example_version on models.example (version_id);

-- Counted by the module that runs predictions, some seconds late. A version that is deleted leaves its counts with the model.
create table models.run_count (
    model_id uuid not null references models.model on delete cascade,
    version_id text not null,
    organization_id uuid not null,
    runs bigint not null,
    by_others bigint not null,
    primary key (model_id, version_id)
) with (fillfactor = 50);

create table models.collection (
    slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name text not null check (length(name) <= 100),
    description text not null check (length(description) <= 1000),
    full_description text check (length(full_description) <= 20000),
    updated_at timestamptz not null
);
create table models.collection_model (
    slug text not null references models.collection on delete cascade,
    model_id uuid not null references models.model on delete cascade,
    organization_id uuid not null,
    position smallint not null,
    primary key (slug, model_id)
);
create index collection_model_model on models.collection_model (model_id);

-- A deletion does not reach pg_statistic: no samples of what people wrote.
do $$
declare
    place text[];
begin
    foreach place slice 1 in array array[
        ['model', 'github_url'], ['model', 'paper_url'], ['model', 'license_url'], ['model', 'weights_url'], ['model', 'cover_image_url'],
        ['readme', 'content'], ['example', 'version_id'], ['example', 'input'], ['example', 'output'], ['run_count', 'version_id'],
        ['collection_model', 'slug']]
    loop
        execute format('alter table models.%I alter column %I set statistics 0', place[1], place[2]);
    end loop;
end $$;

-- Who sees a model sees what hangs on it; its owner alone writes.
do $$
declare
    name text;
begin
    foreach name in array array['readme', 'example', 'run_count', 'collection_model'] loop
        execute format('alter table models.%I enable row level security', name);
        execute format('alter table models.%I force row level security', name);
        execute format('create policy batch on models.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy readable on models.%I for select to in2p_app
            using (exists (select from models.model m where m.id = model_id))', name);
        execute format('grant select on models.%I to in2p_app', name);
        execute format('grant select, delete on models.%I to in2p_batch', name);
    end loop;
    foreach name in array array['readme', 'example'] loop
        execute format('create policy written on models.%I for insert to in2p_app
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('create policy changed on models.%I for update to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
    end loop;
    foreach name in array array['readme', 'example', 'model', 'model_version'] loop
        execute format('create policy removed on models.%I for delete to in2p_app
            using (organization_id = (select kernel.current_organization()))', name);
        execute format('grant delete on models.%I to in2p_app', name);
    end loop;
end $$;
grant insert, update on models.readme to in2p_app;
grant insert on models.example to in2p_app;
grant insert, update on models.run_count to in2p_batch;
grant select on models.collection to in2p_app;
grant select, insert, update, delete on models.collection to in2p_batch;
grant insert on models.collection_model to in2p_batch;

-- Words as the search compares them: lower case, split at whatever is no letter and no digit, so that `digit-reader` is found by `reader`.
create function models.plain_words(written text) returns text
    language sql immutable parallel safe strict
    return btrim(regexp_replace(lower(written collate pg_c_utf8), '[^[:alnum:]]+', ' ', 'g'));
create function models.search_words(owner text, name text, tags text[], description text) returns tsvector
    language sql immutable parallel safe
    return setweight(to_tsvector('pg_catalog.simple', models.plain_words(owner || ' ' || name)), 'A')
        || setweight(to_tsvector('pg_catalog.simple', models.plain_words(array_to_string(tags, ' '))), 'B')
        || setweight(to_tsvector('pg_catalog.simple', models.plain_words(description)), 'C');
create index model_search on models.model using gin (models.search_words(owner, name, tags, description));
alter index models.model_search alter column 1 set statistics 0;

-- The models that have all words of a query, each at least as the beginning of one of theirs; the best first. It runs in its owner's name
-- because under row-level security no operator of the full-text search may use an index; what a caller may see it asks itself.
create function models.search(query text, at_most integer) returns table (id uuid, score real)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select m.id, ts_rank(models.search_words(m.owner, m.name, m.tags, m.description), asked.words)
        from models.model m,
            (select to_tsquery('pg_catalog.simple', replace(nullif(models.plain_words(query), ''), ' ', ':* & ') || ':*') as words) asked
        where models.search_words(m.owner, m.name, m.tags, m.description) @@ asked.words
            and (select kernel.current_organization()) is not null
            and (m.visibility = 'public' or m.organization_id = (select kernel.current_organization()))
        order by 2 desc, m.id desc
        limit at_most;
    end;
grant create on schema models to in2p_batch;
alter function models.search(text, integer) owner to in2p_batch;
revoke create on schema models from in2p_batch;
revoke execute on function models.search(text, integer) from public;
grant execute on function models.search(text, integer) to in2p_app;

-- Adds runs to the counts; those of a model that is gone are not counted.
create function models.count_runs(model_ids uuid[], versions text[], organizations uuid[], run_counts bigint[]) returns void
    language sql set search_path = pg_catalog
    begin atomic
        insert into models.run_count as counted (model_id, version_id, organization_id, runs, by_others)
        select m.id, t.version, m.organization_id, sum(t.runs)::bigint,
            coalesce(sum(t.runs) filter (where t.organization_id <> m.organization_id), 0)::bigint
        from unnest(model_ids, versions, organizations, run_counts) t (model_id, version, organization_id, runs)
            join models.model m on m.id = t.model_id
        group by m.id, t.version, m.organization_id
        on conflict (model_id, version_id) do update
            set runs = counted.runs + excluded.runs, by_others = counted.by_others + excluded.by_others;
    end;
revoke execute on function models.count_runs(uuid[], text[], uuid[], bigint[]) from public;
grant execute on function models.count_runs(uuid[], text[], uuid[], bigint[]) to in2p_batch;
