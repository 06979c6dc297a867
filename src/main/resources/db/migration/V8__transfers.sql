-- The last transfer of a call, and the calls that served it, which name their parent.
alter table calls
    add column parent_call_id  uuid,
    add column transfer_type   text,
    add column transfer_status text;

create index calls_by_parent on calls (parent_call_id) where parent_call_id is not null;
