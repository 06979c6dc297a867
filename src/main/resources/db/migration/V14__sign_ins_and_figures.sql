-- Browsers that a key let in: the token's hash, and until when it stands for the key.
create table sign_ins (
    hash       bytea primary key,
    api_key_id uuid        not null references api_keys (id),
    expires_at timestamptz not null
);
create index sign_ins_of_key on sign_ins (api_key_id, expires_at);

-- How much was said, so that lists need not read it.
alter table calls
    add column turn_count integer generated always as (jsonb_array_length(transcript)) stored;

-- Figures and searches over many calls read these and not the calls, whose transcripts and traces are large.
create index calls_figures on calls (organization_id, created_at desc, id desc)
    include (direction, started_at, ended_at, ended_reason, blame, first_audio_ms, cost);
create index calls_numbers on calls (organization_id, created_at desc, id desc) include (customer_number, own_number);
