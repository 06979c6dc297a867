-- What a call's sound was worth; null for a call that was never answered.
alter table calls
    add column quality jsonb;
