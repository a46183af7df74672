-- Grain: submission × relation × cell it was found in. Everything the figures of a submission imply about each other:
-- what is stated, what follows from the other figures, and the difference that printing explains. `sense` says what
-- breaks it: `equal` and `near` a difference, `at_most` an excess, `at_least` a shortfall, `never` its being there at all.
with sums as (

    select
        submission_id, rule, {{ relation_line() }}, subject, unit, stated_figure_ids,
        part_figure_ids as other_figure_ids, stated, computed, tolerance, note_tolerance,
        case rule when 'SUM-012' then 'at_least' when 'RAT-008' then 'near' else 'equal' end as sense, is_complete,
        '' as cause_key,
        jsonb_build_object('parts', parts) as details
    from {{ ref('int_relation_sums_computed') }}

),

rates as (

    select
        submission_id, rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
        array[amount_figure_id] || denominator_figure_ids as other_figure_ids, stated, computed, tolerance,
        note_tolerance, 'near' as sense, true as is_complete, '' as cause_key,
        jsonb_build_object(
            'numerator', numerator, 'amount_unit', amount_unit, 'denominator', denominator,
            'denominator_line', denominator_line
        ) as details
    from {{ ref('int_relation_rates_computed') }}

),

household_rates_and_changes as (

    select * from {{ ref('int_relation_household_rates_computed') }}
    union all
    select * from {{ ref('int_relation_household_changes_computed') }}

),

household_rates as (

    select
        submission_id, rule, measure, '' as project, '' as subproject, '' as component, '' as fund_source,
        '' as capital_type, review_year as budget_year, '' as period, breakdown, place, subject, unit,
        array[figure_id] as stated_figure_ids, computed_figure_ids as other_figure_ids, stated, computed, tolerance,
        note_tolerance, 'equal' as sense, true as is_complete, '' as cause_key,
        jsonb_build_object(
            'numerator', numerator, 'amount_unit', amount_unit, 'denominator', denominator,
            'denominator_line', jsonb_build_object('measure', denominator_measure)
        ) as details
    from household_rates_and_changes

),

doubled as (

    select
        submission_id, rule, measure, project, subproject, component, fund_source, capital_type, budget_year, period,
        '' as breakdown, place, subject, unit, figure_ids as stated_figure_ids,
        computed_figure_ids as other_figure_ids, stated, computed, 0::numeric as tolerance,
        0::numeric as note_tolerance, 'never' as sense, true as is_complete,
        concat_ws('|', rule, measure, project, subproject, component, budget_year, place) as cause_key,
        details
    from {{ ref('int_relation_readings_doubled') }}

),

shares as (

    select
        submission_id, rule, {{ relation_line() }}, subject, unit, figure_ids as stated_figure_ids,
        central_figure_ids as other_figure_ids, stated, computed, tolerance, tolerance as note_tolerance,
        'equal' as sense, true as is_complete, concat_ws('|', rule, measure, budget_year) as cause_key,
        jsonb_build_object('norm', norm, 'central', central_value) as details
    from {{ ref('int_relation_shares_computed') }}

),

limits as (

    select
        submission_id, rule, {{ relation_line() }}, subject, unit, figure_ids as stated_figure_ids,
        computed_figure_ids as other_figure_ids, stated, computed, tolerance, tolerance as note_tolerance,
        'at_most' as sense, true as is_complete, '' as cause_key,
        jsonb_build_object(
            'parts', jsonb_build_array(jsonb_build_object('kind', 'measure', 'part', limit_measure, 'value', computed))
        ) as details
    from {{ ref('int_relation_limits_computed') }}

)
{% for family in ['sums', 'rates', 'household_rates', 'doubled', 'shares', 'limits'] %}
select submission_id, rule, {{ relation_line() }}, {{ relation_judgement() }} from {{ family }}

union all
{%- endfor %}
{%- for model in [
    'labels_computed', 'values_checked', 'eligibility_checked', 'pairs_computed', 'documents_compared', 'rows_summed',
    'movements_balanced', 'movements_matched', 'forecasts_nested', 'brackets_summed', 'lists_summed', 'counts_repeated',
    'counterparts_computed', 'places_limited', 'remainders_computed', 'deprivation_shares_computed'] %}
select submission_id, rule, {{ relation_line() }}, {{ relation_judgement() }} from {{ ref('int_relation_' ~ model) }}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
