-- What a number at Twilio may have beside its account and token.
alter table phone_numbers
    add column twilio_secondary_auth_token bytea,
    add column twilio_api_key_sid          text,
    add column twilio_api_key_secret       bytea,
    add column twilio_region               text,
    add column twilio_edge                 text;

-- A number in its account at a provider that points at us. Sealed: how it stood before, what we set, and what the
-- account is asked with. No foreign key: it outlives the number, for then the number's account is to be put back.
create table takeovers (
    id              uuid primary key,
    phone_number_id uuid        not null,
    number          text        not null,
    account         text        not null,
    resource        text        not null,
    kept            bytea       not null,
    taken_at        timestamptz not null,
    constraint takeovers_once unique (account, resource)
);
create index takeovers_of_number on takeovers (phone_number_id);

-- What was asked to be bought, once for each key: written down before the order goes out, so that a retry, also after
-- a crash in the middle, never buys twice.
create table purchases (
    organization_id uuid        not null references organizations (id),
    idempotency_key text        not null,
    request         text        not null,
    phone_number_id uuid        not null,
    state           text        not null check (state in ('ordered', 'bought', 'refused')),
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (organization_id, idempotency_key)
);
