-- One row per area list, reporting unit, round, support year, policy, project, indicator, breakdown and unit.
-- Who was supported, with what money and loans. Where a report tells a line several times with several values, nothing
-- says whether they are parts or versions: the value stays unknown, and how far they lie apart is told.
with measures as (

    {{ of_changed_unit_rounds('int_support_measures_chosen') }}

),

told as (

    select
        area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit,
        min(value) filter (where presence <> 'not_applicable') as lowest_value,
        max(value) filter (where presence <> 'not_applicable') as highest_value,
        count(distinct value) filter (where presence <> 'not_applicable') as value_count,
        -- Zero, not applicable and not reported differ: the last has no row, the second no value.
        case
            when bool_and(presence = 'not_applicable') then 'not_applicable'
            when bool_or(presence = 'stated') then 'stated'
            else 'zero_in_words'
        end as presence,
        case when min(bound) = max(bound) then min(bound) else 'about' end as bound,
        min(period) as period,
        string_agg(figure_id, ';' order by figure_id) as figure_ids,
        min(submission_id) as submission_id
    from measures
    group by area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit

)

select
    area_list, reporting_unit_code, round, support_year, policy, project, indicator, breakdown, unit,
    case when value_count = 1 then lowest_value end::numeric(20, 2) as value,
    value_count::integer as value_count,
    lowest_value::numeric(20, 2) as lowest_value,
    highest_value::numeric(20, 2) as highest_value,
    presence, bound, period, figure_ids, submission_id
from told
