-- Breaches of personal data, with the clocks of the law: CERT-In 6 hours (Directions of 28 April 2022), the Data Protection Board and a supervisory
-- authority 72 hours (DPDP Rules, 2025, r. 7; GDPR art. 33). No names: whom it concerns is a query over elements and a time.
create table compliance.breach (
    id uuid primary key,
    nature text not null check (length(nature) between 1 and 400), -- a code or a short description without personal data
    elements text[] not null check (cardinality(elements) between 1 and 200), -- tables of the catalogue
    happened_from timestamptz not null,
    happened_until timestamptz not null check (happened_until >= happened_from),
    aware_at timestamptz not null,
    likely_high_risk boolean not null, -- then the people are told (GDPR art. 34; DPDP: always)
    opened_by uuid,
    closed_at timestamptz
);
create table compliance.breach_report (
    breach_id uuid not null references compliance.breach,
    recipient text not null check (recipient in ('cert-in', 'board', 'authority', 'people')),
    due_at timestamptz not null,
    sent_at timestamptz,
    primary key (breach_id, recipient)
);

-- Data for an authority: nothing is given before two people, neither of whom asked, said yes.
create table compliance.disclosure (
    id uuid primary key,
    authority text not null check (length(authority) between 1 and 200),
    instrument text not null check (length(instrument) between 1 and 200), -- the order or request, by its number
    ground text not null check (ground in ('law', 'court-order', 'regulator', 'rights-and-safety')),
    elements text[] not null check (cardinality(elements) between 1 and 200),
    person_id uuid,
    organization_id uuid,
    asked_by uuid,
    asked_at timestamptz not null,
    state text not null check (state in ('asked', 'approved', 'refused', 'sent')),
    gag_until date, -- until then the person is not told
    sent_at timestamptz,
    told_at timestamptz
);
create index disclosure_organization on compliance.disclosure (organization_id);
create table compliance.disclosure_decision (
    id uuid primary key,
    disclosure_id uuid not null references compliance.disclosure,
    decided_by uuid, -- empty when that member of staff was erased
    decision text not null check (decision in ('approved', 'refused')),
    decided_at timestamptz not null,
    unique (disclosure_id, decided_by)
);
grant select, insert, update, delete on compliance.breach, compliance.breach_report, compliance.disclosure, compliance.disclosure_decision
    to in2p_batch;
grant select on compliance.breach, compliance.breach_report, compliance.disclosure, compliance.disclosure_decision to in2p_audit;

alter table compliance.disclosure enable row level security;
alter table compliance.disclosure force row level security;
create policy batch on compliance.disclosure to in2p_batch using (true) with check (true);
