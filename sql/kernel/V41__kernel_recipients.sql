-- Who may get data, on which ground, and what was really sent. A processor without an agreement that is in force gets nothing.
create table kernel.agreement (
    processor text not null check (length(processor) <= 60),
    document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'), -- of the signed text, which lies elsewhere
    valid_from date not null,
    valid_until date not null check (valid_until >= valid_from),
    registered_by uuid,
    registered_at timestamptz not null,
    primary key (processor, valid_from)
);

-- Why data may go to a country: standard contractual clauses, an adequacy decision, none needed.
create table kernel.safeguard (
    processor text not null check (length(processor) <= 60),
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    mechanism text not null check (length(mechanism) between 1 and 200),
    assessment text check (length(assessment) <= 200), -- where the transfer impact assessment lies
    reviewed_on date not null,
    registered_by uuid,
    registered_at timestamptz not null,
    primary key (processor, country)
);

-- Calls that were made, by month: the register of transfers.
create table kernel.transfer (
    processor text not null,
    country char(2) not null,
    month date not null,
    purpose text not null,
    calls bigint not null,
    primary key (processor, country, month, purpose)
);

-- Countries in which an organization lets nothing be processed.
create table kernel.excluded_country (
    organization_id uuid not null,
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    since timestamptz not null,
    primary key (organization_id, country)
);
alter table kernel.excluded_country enable row level security;
alter table kernel.excluded_country force row level security;
create policy tenant on kernel.excluded_country to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy batch on kernel.excluded_country to in2p_batch using (true) with check (true);

grant select, insert, delete on kernel.excluded_country to in2p_app;
grant select, insert, update, delete on kernel.excluded_country, kernel.agreement, kernel.safeguard, kernel.transfer to in2p_batch;
grant select on kernel.agreement, kernel.safeguard, kernel.transfer, kernel.excluded_country to in2p_audit;
