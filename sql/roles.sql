-- Database roles, run once by a superuser before the migrations; safe to repeat.
-- Passwords are set by whoever runs it: `alter role in2p_app password '…'`.
do $$
declare
    name text;
begin
    foreach name in array array['in2p_owner', 'in2p_app', 'in2p_ledger', 'in2p_batch', 'in2p_analytics', 'in2p_audit'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', name);
        end if;
    end loop;
end $$;

-- The migrations hand the security-definer functions over to the roles that own the rows.
grant in2p_ledger, in2p_batch to in2p_owner;

-- Rewriting a table, which leaves nothing of deleted rows in its file, is for its owner or for whom the owner lets; partitions and
-- pg_statistic would each need a grant of their own.
grant pg_maintain to in2p_batch;

-- A runaway statement or a forgotten transaction must not hold the books.
alter role in2p_app set statement_timeout = '10s';
alter role in2p_app set idle_in_transaction_session_timeout = '30s';
alter role in2p_batch set statement_timeout = '60s';
alter role in2p_batch set idle_in_transaction_session_timeout = '60s';
-- A job takes one core and not all of them: callers wait for what is left.
alter role in2p_batch set max_parallel_workers_per_gather = 0;
alter role in2p_audit set default_transaction_read_only = on;

-- Statements and their parameters can hold personal data: the server's log gets neither.
alter role in2p_app set log_min_error_statement = 'panic';
alter role in2p_app set log_parameter_max_length_on_error = 0;
alter role in2p_batch set log_min_error_statement = 'panic';
alter role in2p_batch set log_parameter_max_length_on_error = 0;
