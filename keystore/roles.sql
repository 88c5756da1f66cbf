-- Database roles of the key store, run once by a superuser before the migrations; safe to repeat. Passwords are set by whoever runs it.
do $$
declare
    name text;
begin
    foreach name in array array['in2p_keys_owner', 'in2p_keys'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', name);
        end if;
    end loop;
end $$;

alter role in2p_keys set statement_timeout = '60s';
alter role in2p_keys set idle_in_transaction_session_timeout = '10s';
alter role in2p_keys set log_min_error_statement = 'panic';
alter role in2p_keys set log_parameter_max_length_on_error = 0;

-- What was destroyed leaves the write-ahead log with the next checkpoint.
grant pg_checkpoint to in2p_keys;
