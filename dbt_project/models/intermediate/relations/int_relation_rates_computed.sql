-- Grain: submission × printed disbursement rate, done or expected. The money next to it, over each denominator in use:
-- the line itself, the lines above it, the programme; the one that fits is named, else its own or the nearest.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with tried as (

    select
        rates.submission_id, rates.figure_id, rates.measure, rates.project, rates.subproject, rates.component,
        rates.fund_source, rates.capital_type, rates.budget_year, rates.period, rates.value as stated,
        rates.printed_unit,
        rates.paragraph = denominators.paragraph as is_in_paragraph, rates.amount_figure_id,
        rates.amount_value as numerator,
        denominators.value as denominator,
        denominators.figure_ids as denominator_figure_ids,
        jsonb_build_object(
            'measure', denominators.measure, 'project', denominators.project,
            'subproject', denominators.subproject, 'component', denominators.component,
            'fund_source', denominators.fund_source, 'capital_type', denominators.capital_type,
            'budget_year', denominators.budget_year
        ) as denominator_line,
        100 * rates.amount_value / denominators.value as computed,
        -- The amount was rounded too.
        50 * rates.amount_printed_unit / denominators.value as amount_tolerance,
        rates.project <> denominators.project or rates.subproject <> denominators.subproject
        or rates.component <> denominators.component as is_other_line,
        denominators.node_level,
        denominators.fund_source <> rates.fund_source as is_other_source,
        denominators.capital_type <> rates.capital_type as is_other_type,
        denominators.budget_year <> rates.budget_year as is_other_year,
        denominators.measure as denominator_measure,
        -- Its own money a thousandfold or a thousandth: a slip of units, not of another line.
        rates.project = denominators.project and rates.subproject = denominators.subproject
        and rates.component = denominators.component
        and least(
            abs(rates.value - 100000 * rates.amount_value / denominators.value),
            abs(rates.value - 0.1 * rates.amount_value / denominators.value)
        ) <= rates.printed_unit as is_unit_slip
    from {{ ref('int_rates_paired_with_amounts') }} as rates
    inner join {{ ref('int_rate_denominators_listed') }} as denominators
        on rates.submission_id = denominators.submission_id
        and denominators.project in ('', rates.project)
        and denominators.subproject in ('', rates.subproject)
        and denominators.component in ('', rates.component)
        and denominators.value > 0
        and (denominators.measure <> 'planned' or denominators.budget_year = rates.budget_year)

),

ranked as (

    select
        *,
        bool_or(
            is_in_paragraph and node_level > 0 and not is_other_line and not is_other_year and not is_other_source
            and not is_other_type
        ) over (partition by submission_id, figure_id) as has_own_denominator,
        bool_or(not is_other_line and not is_other_year) over (partition by submission_id, figure_id) as is_money_told,
        row_number() over (
            partition by submission_id, figure_id
            order by
                abs(stated - computed) <= printed_unit + amount_tolerance desc,
                is_unit_slip desc,
                -- Where none fits, its own money says most.
                not is_other_line and not is_other_year and not is_other_source and not is_other_type desc,
                case when abs(stated - computed) <= printed_unit + amount_tolerance then 0 else abs(stated - computed) end,
                is_other_line, node_level desc, is_other_year, is_other_source, is_other_type,
                -- Of money under the same heads, what was rounded comes before what would have been cut off.
                abs(stated - computed) <= printed_unit / 2 + amount_tolerance desc, denominator_measure,
                -- An amount that is told comes before one added up here.
                cardinality(denominator_figure_ids), denominator_figure_ids
        ) as fitness
    from tried

)

select
    submission_id,
    case
        -- Far from every denominator it may be made of money that was not recognised, unless its own stands beside it.
        when (abs(stated - computed) > 0.1 * abs(stated) and not has_own_denominator or not is_money_told)
            and not is_unit_slip then 'RAT-012'
        when measure = 'disbursement_rate' then 'RAT-001'
        else 'RAT-003'
    end as rule,
    measure, project, subproject, component, fund_source, capital_type, budget_year, period, '' as breakdown,
    '' as place, 'capital' as subject, 'percent' as unit, figure_id, amount_figure_id, denominator_figure_ids, stated,
    computed, numerator, 'vnd' as amount_unit, denominator, denominator_line,
    printed_unit / 2 as tolerance, printed_unit + amount_tolerance as note_tolerance
from ranked
where fitness = 1
