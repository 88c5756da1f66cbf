-- What tells that a revoked key existed ends as well.
grant delete on identity.api_key to in2p_batch;
create index api_key_revoked on identity.api_key (revoked_at) where revoked_at is not null;
