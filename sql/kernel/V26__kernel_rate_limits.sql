-- How often something was done since a window began. In the database, so that a limit holds over all nodes and a restart does not reset it.
create table kernel.rate_limit (
    name text not null check (length(name) <= 60),
    subject uuid not null, -- whom the limit is about; a random one where nobody is known, so that the work is the same
    began_at timestamptz not null,
    used integer not null,
    primary key (subject, name)
);
create index rate_limit_began on kernel.rate_limit (began_at);
grant select, insert, update, delete on kernel.rate_limit to in2p_batch;
