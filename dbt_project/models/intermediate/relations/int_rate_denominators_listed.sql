-- Grain: submission × capital line × value × figures it is made of. The money a disbursement rate may be a share of.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with told as (

    select
        submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year,
        value, figure_ids
    from {{ ref('int_capital_cells_filled') }}
    where measure in ('assigned', 'available', 'allocated', 'planned', 'carried_over')
    union
    -- Of a line told twice, or told whole and in part, either value may be the one the rate was made of.
    select
        submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year,
        value, figure_ids
    from {{ ref('int_capital_readings_compared') }}
    where
        not is_used and measure in ('assigned', 'available', 'allocated', 'planned', 'carried_over')

),

central_money as (

    select
        *,
        min(capital_type) over line = max(capital_type) over line as is_only_type
    from told
    where measure = 'assigned' and fund_source = 'central'
    window line as (partition by submission_id, project, subproject, component, budget_year)

),

-- Both budgets, where the report does not add them up itself. Central money that is told of one type alone is all of it.
with_both_budgets as (

    select * from told
    union
    select
        central.submission_id, central.measure, central.project, central.subproject, central.component,
        central.node_level, 'all' as fund_source, local_money.capital_type, central.budget_year,
        central.value + local_money.value as value, central.figure_ids || local_money.figure_ids as figure_ids
    from central_money as central
    inner join told as local_money
        using (submission_id, measure, project, subproject, component, budget_year)
    where
        local_money.fund_source = 'local'
        and (local_money.capital_type = central.capital_type
            or (local_money.capital_type = 'all' and central.is_only_type))

),

-- This year's money and what was carried over, where the report does not add them up itself.
with_carried_over as (

    select * from with_both_budgets
    union
    select
        assigned.submission_id, 'available' as measure, assigned.project, assigned.subproject, assigned.component,
        assigned.node_level, assigned.fund_source, assigned.capital_type,
        concat_ws('+', nullif(carried_over.budget_year, assigned.budget_year), assigned.budget_year) as budget_year,
        assigned.value + carried_over.value as value, assigned.figure_ids || carried_over.figure_ids as figure_ids
    from with_both_budgets as assigned
    inner join told as carried_over
        using (submission_id, project, subproject, component)
    where
        assigned.measure = 'assigned' and carried_over.measure = 'carried_over'
        and carried_over.fund_source in ('all', assigned.fund_source)
        and carried_over.capital_type in ('all', assigned.capital_type)

)

select
    listed.submission_id, listed.measure, listed.project, listed.subproject, listed.component, listed.node_level,
    listed.fund_source, listed.capital_type, listed.budget_year, listed.value, listed.figure_ids,
    figures.paragraph
from with_carried_over as listed
left join {{ ref('int_figures_measured') }} as figures
    on listed.submission_id = figures.submission_id and listed.figure_ids[1] = figures.figure_id
where listed.value > 0
