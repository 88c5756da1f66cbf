-- The nodes that are alive, so that each takes its share of what is limited for all of them together. A node writes its row again and again;
-- the times are the database's, which all nodes share.
create table kernel.node (
    id uuid primary key,
    started_at timestamptz not null,
    seen_at timestamptz not null
);
grant select, insert, update, delete on kernel.node to in2p_batch;
grant select on kernel.node to in2p_audit;
