-- Grain: submission × amount paid out, or expected to be, whose printed rate is a share of other years' money than its own:
-- it is no more of its year than that money is.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

select distinct submission_id, amount_figure_id as figure_id
from {{ ref('int_relation_rates_computed') }}
where
    stated <= 100 and abs(stated - computed) <= note_tolerance
    and denominator_line ->> 'budget_year' <> budget_year
