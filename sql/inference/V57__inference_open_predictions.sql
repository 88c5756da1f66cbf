-- How many predictions of an organization are open. Counted here and not in dispatch, whose rows change with every step of the work: these are
-- written once.
create index payload_inflight_organization on inference.payload_inflight (organization_id);
