-- Looks at the lines of numbers, and which of them repeat themselves.
create table preflights (
    id              uuid        primary key,
    phone_number_id uuid        not null references phone_numbers on delete cascade,
    cause           text        not null,
    began_at        timestamptz not null,
    steps           jsonb       not null
);

create index preflights_of_a_number on preflights (phone_number_id, began_at desc);

create table preflight_schedules (
    phone_number_id uuid        primary key references phone_numbers on delete cascade,
    every_seconds   bigint      not null check (every_seconds > 0),
    loop_to         text,
    patient         boolean     not null,
    next_at         timestamptz not null
);

create index preflight_schedules_due on preflight_schedules (next_at);
