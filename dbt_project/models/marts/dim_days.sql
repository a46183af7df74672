-- One row per day.
-- The calendar that semantic models have to have; rounds, reviews and targets are of a year.
{{ config(materialized='view', post_hook='') }}

select day::date as day_date
from generate_series('2016-01-01'::date, '2050-12-31'::date, interval '1 day') as day
