-- Who changed what. No foreign keys: it outlives what it speaks of.
create table audit_log (
    position        bigint generated always as identity primary key,
    id              uuid        not null unique,
    organization_id uuid        not null,
    key_id          uuid        not null,
    key_name        text        not null,
    action          text        not null,
    object_id       text,
    fields          text        not null,
    status          integer     not null,
    came_from       text        not null,
    created_at      timestamptz not null
);
create index audit_log_newest on audit_log (organization_id, position desc);
create index audit_log_old on audit_log (created_at);
