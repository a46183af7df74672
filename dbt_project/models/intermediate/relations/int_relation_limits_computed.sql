-- Grain: submission × line × stage that has a limit. Nobody allocates, leaves unallocated, pays out or expects to pay out
-- more than there is.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with cells as (

    select * from {{ ref('int_capital_cells_expanded') }} where not is_type_assumed

),

carried_over as (

    {{ carried_over_by_line('cells') }}

),

limits as (

    select
        cells.submission_id, cells.measure, cells.project, cells.subproject, cells.component, cells.fund_source,
        cells.capital_type, cells.budget_year,
        -- What is available counts carried-over money in; what was assigned or allocated this year does not.
        cells.value + case when cells.measure = 'available' then 0 else coalesce(carried_over.value, 0) end as value,
        cells.figure_ids || coalesce(carried_over.figure_ids, '{}') as figure_ids
    from cells
    left join carried_over
        using (submission_id, project, subproject, component, fund_source, capital_type)
    where cells.measure in ('assigned', 'available', 'allocated')
    union all
    -- Money of this year and of those before, where the report does not add it up itself.
    select
        assigned.submission_id, 'available' as measure, assigned.project, assigned.subproject, assigned.component,
        assigned.fund_source, assigned.capital_type,
        carried_over.budget_years || '+' || assigned.budget_year as budget_year,
        assigned.value + carried_over.value as value, assigned.figure_ids || carried_over.figure_ids as figure_ids
    from cells as assigned
    inner join carried_over
        using (submission_id, project, subproject, component, fund_source, capital_type)
    where assigned.measure = 'assigned' and assigned.budget_year > carried_over.budget_years

),

compared as (

    select
        used.submission_id, used.measure, used.project, used.subproject, used.component, used.node_level,
        used.fund_source, used.capital_type, used.budget_year, used.period, used.value as stated, used.printed_unit,
        used.figure_ids, limits.value as computed, limits.figure_ids as computed_figure_ids,
        limits.measure as limit_measure,
        row_number() over (
            partition by
                used.submission_id, used.measure, used.project, used.subproject, used.component, used.fund_source,
                used.capital_type, used.budget_year, used.period
            order by limits.value desc, limits.measure
        ) as generosity
    from cells as used
    inner join limits
        on used.submission_id = limits.submission_id
        and used.project = limits.project
        and used.subproject = limits.subproject
        and used.component = limits.component
        and used.fund_source = limits.fund_source
        and used.capital_type = limits.capital_type
        and used.budget_year = limits.budget_year
        and (used.measure in ('disbursed', 'forecast') or limits.measure <> 'allocated')
    where used.is_stated and used.measure in ('disbursed', 'forecast', 'allocated', 'unallocated')

),

everything as (

    select submission_id, max(value) as value
    from limits
    where project = ''
    group by submission_id

)

select
    compared.submission_id,
    case
        when
            compared.measure = 'disbursed' and compared.node_level = 0 and compared.capital_type = 'all'
            and compared.stated > everything.value + compared.printed_unit
            then 'CAP-003'
        else 'CAP-002'
    end as rule,
    compared.measure, compared.project, compared.subproject, compared.component, compared.fund_source,
    compared.capital_type, compared.budget_year, compared.period, '' as breakdown, '' as place, 'capital' as subject,
    'vnd' as unit, compared.stated, compared.figure_ids, compared.computed, compared.computed_figure_ids,
    compared.limit_measure, compared.printed_unit as tolerance
from compared
left join everything
    on compared.submission_id = everything.submission_id
left join {{ ref('int_capital_amounts_of_other_years') }} as of_other_years
    on compared.submission_id = of_other_years.submission_id and compared.figure_ids[1] = of_other_years.figure_id
where compared.generosity = 1 and of_other_years.submission_id is null
