-- Grain: submission × figure whose capital type label the sums contradict.
-- Two amounts of one line carry the same label, and together make a whole (told once or more): one is the other type.
{{ kept_by_submission() }}

with figures as (

    select * from {{ ref('int_figures_measured') }}
    where subject = 'capital' and unit = 'vnd' and bound = 'exact' and place = ''

),

paired as (

    select
        earlier.submission_id, earlier.measure, earlier.project, earlier.subproject, earlier.component,
        earlier.fund_source, earlier.budget_year, earlier.capital_type, earlier.figure_id as earlier_figure_id,
        later.figure_id as later_figure_id, earlier.value as earlier_value, later.value as later_value,
        earlier.effective_capital_type as earlier_effective_type, whole.figure_id as whole_figure_id,
        later.effective_capital_type as later_effective_type, whole.value as whole_value
    from figures as earlier
    inner join figures as later
        using (
            submission_id, indicator, measure, project, subproject, component, fund_source, budget_year, period,
            capital_type
        )
    inner join figures as whole
        using (submission_id, indicator, measure, project, subproject, component, fund_source, budget_year, period)
    where
        earlier.document_order < later.document_order
        and earlier.value <> later.value
        and whole.capital_type = 'all'
        and abs(whole.value - earlier.value - later.value)
            <= greatest(whole.printed_unit, earlier.printed_unit, later.printed_unit) / 2
        and earlier.capital_type in ('investment', 'recurrent')
        and least(earlier.value, later.value) > 0

),

-- What the report's own lines of the labelled type add to; the amount equal to it keeps its label.
component_lines as (

    select distinct submission_id, budget_year, measure, usual_capital_type, project, subproject, component, value
    from figures
    where node_level = 3

),

lines_summed as (

    select submission_id, budget_year, measure, usual_capital_type, sum(value) as value
    from component_lines
    group by submission_id, budget_year, measure, usual_capital_type

),

decided as (

    select
        paired.*,
        case
            when paired.earlier_effective_type <> paired.capital_type
                and paired.later_effective_type = paired.capital_type then 'earlier'
            when paired.later_effective_type <> paired.capital_type
                and paired.earlier_effective_type = paired.capital_type then 'later'
            when lines_summed.value = paired.later_value then 'earlier'
            else 'later'
        end as mislabelled
    from paired
    left join lines_summed
        on paired.submission_id = lines_summed.submission_id
        and paired.budget_year = lines_summed.budget_year
        and paired.measure = lines_summed.measure
        and paired.capital_type = lines_summed.usual_capital_type

),

-- The whole block is mislabelled alike: what is proven for money assigned holds for what was paid out of it.
decided_by_block as (

    select
        decided.*,
        first_value(mislabelled) over (
            partition by submission_id, project, subproject, component, fund_source, budget_year
            order by case measure when 'assigned' then 1 when 'planned' then 2 when 'allocated' then 3 else 4 end
        ) as block_mislabelled
    from decided

)

select distinct on (submission_id, figure_id)
    submission_id, measure,
    case when block_mislabelled = 'earlier' then earlier_figure_id else later_figure_id end as figure_id,
    case when block_mislabelled = 'earlier' then later_figure_id else earlier_figure_id end as other_figure_id,
    case when block_mislabelled = 'earlier' then earlier_value else later_value end as value,
    case when block_mislabelled = 'earlier' then later_value else earlier_value end as other_value,
    whole_figure_id, whole_value,
    capital_type as labelled_type,
    case capital_type when 'investment' then 'recurrent' else 'investment' end as corrected_type
from decided_by_block
order by submission_id, figure_id, whole_figure_id, other_figure_id
