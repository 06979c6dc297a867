-- What is to be told of ended calls, once for each call. since: when its 24 hours began.
create table webhook_deliveries (
    id              uuid primary key,
    organization_id uuid        not null,
    agent_id        uuid        not null,
    call_id         uuid        not null unique,
    url             text        not null,
    receiver        text        not null,
    body            text        not null,
    state           text        not null check (state in ('pending', 'delivered', 'failed')),
    attempts        integer     not null default 0,
    created_at      timestamptz not null,
    since           timestamptz not null,
    next_at         timestamptz,
    delivered_at    timestamptz,
    tries           jsonb       not null default '[]',
    check ((state = 'pending') = (next_at is not null))
);
create index webhook_deliveries_due on webhook_deliveries (receiver, next_at) where state = 'pending';
create index webhook_deliveries_newest on webhook_deliveries (organization_id, created_at desc, id desc);
create index webhook_deliveries_of_agent on webhook_deliveries (organization_id, agent_id, created_at desc, id desc);
create index webhook_deliveries_old on webhook_deliveries (created_at);
