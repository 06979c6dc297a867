-- What a minute of an answered call costs on the organization's numbers that have no price of their own.
alter table organizations
    add column price_per_minute numeric(10, 6) not null default 0 check (price_per_minute >= 0);
