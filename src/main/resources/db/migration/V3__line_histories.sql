-- The last changes of a number's line, newest first.
create table line_histories (
    phone_number_id uuid primary key references phone_numbers (id) on delete cascade,
    changes         jsonb not null
);
