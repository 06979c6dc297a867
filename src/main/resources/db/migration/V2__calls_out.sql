-- Destinations abroad that an organization allows, as beginnings of E.164 numbers.
alter table organizations
    add column allowed_destinations text[] not null default '{}';

-- sip_srtp is null where nobody chose: the transport decides then.
alter table phone_numbers
    add column ring_timeout_ms      bigint  not null default 30000,
    add column calls_per_second     integer not null default 1,
    add column max_concurrent_calls integer check (max_concurrent_calls >= 0),
    add column price_per_minute     numeric(10, 6) check (price_per_minute >= 0),
    add column inbound_headers      text[]  not null default '{}',
    add column sip_srtp             text,
    add column sip_caller_id        text,
    add column sip_number_format    text;

-- How the network answered a call that we placed, and what a call cost; without a cost nothing was to be paid.
alter table calls
    add column network_code   integer,
    add column network_phrase text,
    add column first_audio_ms bigint,
    add column cost           numeric(18, 6) check (cost >= 0),
    add column cost_note      text;
