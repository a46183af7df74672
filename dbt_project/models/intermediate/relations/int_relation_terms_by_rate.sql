-- Grain: submission × rate of all households counted as poor in any way × rate of one group. Both groups together are
-- the multidimensional rate.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with reviewed as (

    select * from {{ ref('int_household_reviews_stated') }}

)

select
    whole.submission_id, 'RAT-008' as rule, whole.measure, '' as project, '' as subproject, '' as component,
    '' as fund_source, '' as capital_type, whole.review_year as budget_year, '' as period,
    concat_ws('|', whole.kind, whole.breakdown, whole.status) as breakdown, whole.place, whole.subject, whole.unit,
    whole.value as stated, whole.printed_unit as stated_printed_unit, array[whole.figure_id] as stated_figure_ids,
    'measure' as part_kind, part.measure as part, part.value as part_value, part.printed_unit as part_printed_unit,
    array[part.figure_id] as part_figure_ids,
    count(*) over (
        partition by
            whole.submission_id, whole.measure, whole.kind, whole.place, whole.breakdown, whole.review_year,
            whole.status, whole.unit
    ) = 2 as is_complete
from reviewed as whole
inner join reviewed as part
    using (submission_id, kind, place, breakdown, dimension, review_year, status, unit)
where
    whole.measure = 'multidimensional_poverty_rate'
    and part.measure in ('poor_household_rate', 'near_poor_household_rate')
