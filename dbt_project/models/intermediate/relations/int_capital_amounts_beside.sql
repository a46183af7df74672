-- Grain: submission × amount that a total may count in, or leave out, beside its parts: money of the whole programme told
-- elsewhere, and activities of a line.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

select
    submission_id, measure, '' as project, '' as subproject, budget_year, value, array[figure_id] as figure_ids,
    capital_type in ('investment', 'recurrent') as is_of_one_type, false as is_activity
from {{ ref('int_figures_measured') }}
where
    node_level = 0 and unit = 'vnd' and value > 0
    and measure in ('carried_over', 'assigned', 'available', 'disbursed', 'planned')
union
-- Both types of another year, where the report does not add them up itself.
select
    one.submission_id, one.measure, '' as project, '' as subproject, one.budget_year,
    one.value + other.value as value, one.figure_ids || other.figure_ids as figure_ids,
    false as is_of_one_type, false as is_activity
from {{ ref('int_capital_readings_compared') }} as one
inner join {{ ref('int_capital_readings_compared') }} as other
    using (submission_id, measure, node_level, fund_source, budget_year, period)
where
    one.is_used and other.is_used and one.measure = 'disbursed' and node_level = 0
    and one.capital_type = 'investment' and other.capital_type = 'recurrent'
union
-- An activity beside a project that is told without it: works, and the upkeep that the projects leave out.
select submission_id, measure, project, subproject, budget_year, value, figure_ids,
    false as is_of_one_type, true as is_activity
from {{ ref('int_capital_readings_compared') }}
where is_used and component <> '' and value > 0
union
-- Of both budgets.
select
    submission_id, measure, project, subproject, budget_year, sum(value) as value,
    string_to_array(string_agg(array_to_string(figure_ids, ';'), ';' order by figure_ids), ';') as figure_ids,
    false as is_of_one_type, true as is_activity
from {{ ref('int_capital_readings_compared') }}
where is_used and component <> '' and capital_type = 'all' and fund_source in ('central', 'local')
group by submission_id, measure, project, subproject, component, budget_year
union
-- Nothing at all, for a total that only lacks what others gave.
select distinct
    submission_id, '' as measure, '' as project, '' as subproject, '' as budget_year, 0 as value,
    array[]::text[] as figure_ids, false as is_of_one_type, false as is_activity
from {{ ref('int_capital_readings_compared') }}
