-- What a number at Voximplant may have; without an account the server's own is meant.
alter table phone_numbers
    add column voximplant_account_id      text,
    add column voximplant_api_key         bytea,
    add column voximplant_key_id          text,
    add column voximplant_private_key     bytea,
    add column voximplant_application     text,
    add column voximplant_server_location text,
    add column voximplant_caller_id       text;

-- What we have put into an application there. Sealed: what the account is asked with, and the key that proves what the
-- scenario sends. Marks: the ids that things got there, each noted after its step.
create table installations (
    id           uuid primary key,
    account      text        not null,
    application  text        not null,
    kept         bytea       not null,
    marks        jsonb       not null,
    installed_at timestamptz not null,
    unique (account, application)
);

-- Numbers that were bound there. No foreign key to the number: it is outlived, for then the binding is to be undone.
create table installed_numbers (
    installation_id uuid  not null references installations (id) on delete cascade,
    phone_number_id uuid  not null,
    number          text  not null,
    marks           jsonb not null,
    primary key (installation_id, number)
);

-- Sessions of calls at their networks whose end was not told yet, by the call. Sealed: the address that commands one.
create table network_sessions (
    id       uuid primary key,
    session  text        not null,
    through  uuid        not null,
    control  bytea,
    began_at timestamptz not null
);

-- What the network charged for a call, in the currency of the account there; null where it did not tell.
alter table calls
    add column network_cost numeric(18, 6) check (network_cost >= 0);
