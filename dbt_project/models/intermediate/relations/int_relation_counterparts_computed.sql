-- Grain: submission × printed share of co-financing. Local money over the central money of the same line and year, or
-- over one type of it; where the report names no central money, over what was assigned.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with rates as (

    select * from {{ ref('int_figures_measured') }}
    where
        {{ is_cofinancing_share('measure') }} and unit = 'percent' and bound = 'exact' and printed_unit > 0

),

cells as (

    select
        *, min(capital_type) over line = max(capital_type) over line as is_only_type
    -- Of a line told twice, either value may be the one the share was made of.
    from {{ ref('int_capital_readings_compared') }}
    where not is_type_assumed and measure in ('assigned', 'planned') and value > 0
    window line as (partition by submission_id, measure, project, subproject, component, fund_source, budget_year)

),

-- Several years told in turn have one share together.
central_money as (

    select
        submission_id, measure, project, subproject, fund_source, capital_type, budget_year, value, figure_ids
    from cells
    where fund_source in ('central', 'all') and component = ''
    union all
    select
        submission_id, measure, project, subproject, fund_source, capital_type, '' as budget_year, sum(value) as value,
        string_to_array(string_agg(array_to_string(figure_ids, ';'), ';' order by budget_year), ';') as figure_ids
    from cells
    where fund_source in ('central', 'all') and component = '' and {{ budget_year_count('budget_year') }} = 1
    group by submission_id, measure, project, subproject, fund_source, capital_type
    having count(distinct budget_year) = count(*) and count(*) > 1

),

tried as (

    select
        rates.submission_id, rates.figure_id, rates.measure, rates.project, rates.subproject, rates.component,
        rates.fund_source, rates.capital_type, rates.budget_year, rates.period, rates.value as stated,
        rates.printed_unit, local_money.value as numerator, local_money.figure_ids as local_figure_ids,
        central.value as denominator, central.figure_ids as central_figure_ids,
        100 * local_money.value / central.value as computed,
        jsonb_build_object(
            'measure', central.measure, 'fund_source', central.fund_source, 'capital_type', central.capital_type,
            'budget_year', central.budget_year, 'project', central.project, 'subproject', central.subproject
        ) as denominator_line,
        central.capital_type = 'all' and rates.capital_type in ('', 'all')
        or central.capital_type = rates.capital_type as is_own_type,
        central.fund_source = 'central' as is_central
    from rates
    inner join cells as local_money
        on rates.submission_id = local_money.submission_id and local_money.fund_source = 'local'
        and rates.project = local_money.project and rates.subproject = local_money.subproject
        and rates.budget_year = local_money.budget_year
        -- All there is of it: of both types together, or of the only one that is told.
        and (local_money.capital_type in ('all', nullif(rates.capital_type, '')) or local_money.is_only_type)
    inner join central_money as central
        on local_money.submission_id = central.submission_id and local_money.measure = central.measure
        and local_money.project = central.project and local_money.subproject = central.subproject
        and central.budget_year in ('', local_money.budget_year)

),

-- Of several the one that fits, be it of one type alone: some provinces co-finance only recurrent capital.
ranked as (

    select
        *,
        row_number() over (
            partition by submission_id, figure_id
            order by
                abs(stated - computed) <= printed_unit / 2 desc, is_own_type desc, abs(stated - computed),
                is_central desc, central_figure_ids
        ) as fitness
    from tried
    where is_own_type or abs(stated - computed) <= printed_unit / 2

)

select
    submission_id, 'RAT-013' as rule, measure, project, subproject, component, fund_source, capital_type, budget_year,
    period, '' as breakdown, '' as place, 'capital' as subject, 'percent' as unit,
    array[figure_id] as stated_figure_ids, local_figure_ids || central_figure_ids as other_figure_ids, stated,
    computed, printed_unit / 2 as tolerance, printed_unit as note_tolerance, 'near' as sense, true as is_complete,
    '' as cause_key,
    jsonb_build_object(
        'numerator', numerator, 'amount_unit', 'vnd', 'denominator', denominator, 'denominator_line', denominator_line
    ) as details
from ranked
where fitness = 1
