-- I9 says more than before: whatever is dispatched is a prediction, and an open one still has its input.
grant create on schema inference to in2p_batch;
set role in2p_batch;

create or replace function inference.verify_settlement() returns table (name text, ok boolean, detail text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select 'I9 an open prediction is dispatched and has its input, an ended one waits for nothing',
            count(*) filter (where c.wrong) = 0, count(*) || ' predictions, ' || count(*) filter (where c.wrong) || ' differ'
        from (
            select p.id is null or (p.completed_at is null) <> (d.prediction_id is not null)
                or (p.completed_at is null) <> (i.prediction_id is not null) as wrong
            from inference.prediction p
                full join inference.dispatch d on d.prediction_id = p.id
                left join inference.payload_inflight i on i.prediction_id = coalesce(p.id, d.prediction_id)) c
        union all
        select 'I10 only a success costs', count(*) = 0, count(*) || ' charged without a success'
        from inference.prediction p
        where coalesce(p.cost_micros, 0) > 0 and p.status <> 'succeeded';
    end;

reset role;
revoke create on schema inference from in2p_batch;
