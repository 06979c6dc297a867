-- Who spoke when; null for a call that nobody talked in. turn_ms: how long the caller waited for an answer, half of the times.
alter table calls
    add column timeline jsonb,
    add column turn_ms  bigint;

drop index calls_figures;
create index calls_figures on calls (organization_id, created_at desc, id desc)
    include (direction, started_at, ended_at, ended_reason, blame, first_audio_ms, turn_ms, cost);
