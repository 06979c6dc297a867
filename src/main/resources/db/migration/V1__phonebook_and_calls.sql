-- One row: what this database knows of itself. key_check opens only with the master key that made it.
create table instance (
    singleton boolean primary key default true check (singleton),
    key_check bytea   not null
);

-- A balance without an amount is unlimited.
create table organizations (
    id                   uuid primary key,
    name                 text        not null,
    active               boolean     not null,
    balance              numeric(18, 6),
    currency             char(3),
    max_concurrent_calls integer check (max_concurrent_calls >= 0),
    created_at           timestamptz not null,
    check ((balance is null) = (currency is null))
);
create index organizations_newest on organizations (created_at, id);

create table ledger (
    position        bigint generated always as identity primary key,
    id              uuid           not null unique,
    organization_id uuid           not null references organizations (id),
    amount          numeric(18, 6) not null,
    currency        char(3)        not null,
    balance_after   numeric(18, 6) not null,
    note            text           not null,
    idempotency_key text,
    created_at      timestamptz    not null,
    constraint ledger_once unique (organization_id, idempotency_key)
);
create index ledger_newest on ledger (organization_id, position desc);

create table api_keys (
    id              uuid primary key,
    organization_id uuid        not null references organizations (id),
    name            text        not null,
    role            text        not null,
    operator        boolean     not null,
    hash            bytea       not null unique,
    hint            text        not null,
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);
create index api_keys_of_organization on api_keys (organization_id, created_at desc, id);

create table agents (
    id                            uuid primary key,
    organization_id               uuid        not null references organizations (id),
    name                          text        not null,
    active                        boolean     not null,
    allow_end_call                boolean     not null,
    max_call_duration_ms          bigint      not null,
    first_speaker                 text        not null,
    greeting                      text,
    greeting_enabled              boolean     not null,
    first_message_uninterruptible boolean     not null,
    first_message_delay_ms        bigint      not null,
    hold_message                  text,
    hold_music_url                text,
    webhook_url                   text,
    webhook_secret                bytea,
    language_hint                 text,
    system_prompt                 text,
    runtime                       text        not null check (runtime in ('builtin', 'websocket')),
    runtime_url                   text,
    runtime_header_names          text[]      not null,
    runtime_header_values         bytea[]     not null,
    created_at                    timestamptz not null,
    updated_at                    timestamptz not null,
    unique (organization_id, id)
);
create index agents_newest on agents (organization_id, created_at desc, id);

create table phone_numbers (
    id                 uuid primary key,
    organization_id    uuid        not null references organizations (id),
    name               text,
    number             text        not null,
    provider           text        not null,
    sip_mode           text,
    agent_id           uuid,
    twilio_account_sid text,
    twilio_auth_token  bytea,
    sip_username       text,
    sip_password       bytea,
    sip_registrar      text,
    sip_outbound_proxy text,
    sip_auth_user      text,
    sip_source         text,
    sip_port           integer,
    sip_transport      text,
    metadata           jsonb       not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    constraint phone_numbers_agent foreign key (organization_id, agent_id) references agents (organization_id, id)
);
create index phone_numbers_newest on phone_numbers (organization_id, created_at desc, id);
create index phone_numbers_of_agent on phone_numbers (agent_id);
create unique index phone_numbers_e164 on phone_numbers (provider, number) where number like '+%';
create unique index phone_numbers_at_registrar on phone_numbers (organization_id, lower(sip_registrar), number)
    where number not like '+%' and sip_registrar is not null;
create unique index phone_numbers_at_source on phone_numbers (organization_id, sip_source, number)
    where number not like '+%' and sip_source is not null;

-- No foreign keys: the log outlives what it speaks of and never refuses a record.
create table calls (
    id                uuid primary key,
    organization_id   uuid        not null,
    phone_number_id   uuid,
    agent_id          uuid,
    call_sid          text        not null,
    provider          text        not null,
    direction         text        not null,
    customer_number   text        not null,
    own_number        text        not null,
    context_variables jsonb       not null,
    metadata          jsonb       not null,
    state             text        not null,
    created_at        timestamptz not null,
    started_at        timestamptz,
    ended_at          timestamptz,
    ended_reason      text,
    ended_sentence    text,
    blame             text,
    transcript        jsonb       not null default '[]',
    trace             jsonb       not null default '[]',
    attempts          integer     not null default 1,
    node              text        not null,
    unknown_source    text
);
create index calls_newest on calls (organization_id, created_at desc, id desc);
create index calls_of_number on calls (organization_id, phone_number_id, created_at desc, id desc);
create index calls_of_agent on calls (organization_id, agent_id, created_at desc, id desc);
create index calls_in_state on calls (organization_id, state, created_at desc, id desc);
create index calls_running on calls (node) where ended_at is null;
create index calls_unknown on calls (organization_id, unknown_source, own_number, created_at)
    where unknown_source is not null;

-- How many records of unknown numbers a source has left in its current hour, and how many attempts went unrecorded.
create table unknown_sources (
    organization_id uuid        not null,
    source          text        not null,
    hour_began      timestamptz not null,
    records         integer     not null,
    unrecorded      bigint      not null,
    primary key (organization_id, source)
);

-- A hash of the migrations that made this schema: when it is the program's own, nothing is left to migrate.
create table schema_made_from (
    singleton boolean primary key default true check (singleton),
    hash      text not null
);
