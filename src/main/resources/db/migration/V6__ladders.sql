-- The SIP messages of calls, masked. Kept for a shorter time than the calls themselves.
create table ladders (
    call_id         uuid primary key,
    organization_id uuid        not null,
    began           timestamptz not null,
    ladder          json        not null
);
create index ladders_oldest on ladders (began);
