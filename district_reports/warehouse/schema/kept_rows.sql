-- What all tables share whose rows are kept as they came. Safe to run again.

create schema if not exists raw;

-- Refuses a change of rows that are kept as they came. A trigger gives it two texts: why, and what to do instead.
create or replace function raw.refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception '%.% %: % refused', tg_table_schema, tg_table_name, tg_argv[0], lower(tg_op)
        using hint = tg_argv[1], errcode = 'restrict_violation';
end
$$;
