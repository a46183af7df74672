-- What completeness knows of units beside who reported: how large they are, by when they report, what of theirs is held.
{% macro facts_of_coverage() -%}
sizes as (

    select *, {{ round_end_date('round') }} as round_end_date
    from {{ ref('fct_unit_sizes_to_date') }}

),

-- Deadlines are a province's or everybody's, never a unit's.
due as (

    select area_list, province_code as own_province_code, round, max(due_date) as due_date
    from {{ ref('fct_submission_timeliness') }}
    group by area_list, province_code, round

),

held_lines as (

    select area_list, reporting_unit_code, round, count(*) as held_line_count
    from {{ ref('fct_capital_lines_held') }}
    group by area_list, reporting_unit_code, round

)
{%- endmacro %}

-- The sizes of the units in `expected_by_unit`.
{% macro sizes_last_known() -%}
asked as (

    select distinct area_list, reporting_unit_code, round, {{ round_end_date('round') }} as round_end_date
    from expected_by_unit
    where is_expected

),

-- As the newest round up to this one tells it: a silent unit is as large as it last was.
last_known as (

    select
        asked.area_list, asked.reporting_unit_code, asked.round,
        {%- for size in ['total_households_count', 'planned_capital_vnd'] %}
        (
            array_agg(
                sizes.{{ size }}
                order by sizes.round = asked.round desc, sizes.round_end_date desc, sizes.round
            ) filter (where sizes.{{ size }} is not null)
        )[1] as {{ size }} {{- ',' if not loop.last }}
        {%- endfor %}
    from asked
    inner join sizes
        on
            asked.area_list = sizes.area_list
            and asked.reporting_unit_code = sizes.reporting_unit_code
            and asked.round_end_date >= sizes.round_end_date
    group by asked.area_list, asked.reporting_unit_code, asked.round

)
{%- endmacro %}

-- The sizes of expected units added up, and of those that count; whether each is known, and whether each counts.
{% macro sums_of_sizes() -%}
        {%- for size, subject in [('total_households_count', 'poverty'), ('planned_capital_vnd', 'capital')] %}
        sum(last_known.{{ size }} * expected.weight) filter (where expected.is_expected) as expected_{{ size }},
        sum(last_known.{{ size }} * expected.weight)
            filter (where expected.is_expected and received.is_{{ subject }}_accepted) as accepted_{{ size }},
        bool_and(last_known.{{ size }} is not null) filter (where expected.is_expected) as is_{{ size }}_known,
        bool_and(coalesce(received.is_{{ subject }}_accepted, false)) filter (where expected.is_expected)
            as is_{{ size }}_covered,
        {%- endfor %}
{%- endmacro %}

-- The shares these make.
{% macro shares_covered() -%}
    {%- for size in ['total_households_count', 'planned_capital_vnd'] %}
    -- Never estimated: unknown as soon as the size of one unit is.
    case
        when is_{{ size }}_covered then 100
        when is_{{ size }}_known
            then {{ pct_of('coalesce(accepted_' ~ size ~ ', 0)', 'expected_' ~ size) }}
    end::numeric(7, 2) as {{ 'households' if 'households' in size else 'planned_capital' }}_covered_pct,
    {%- endfor %}
{%- endmacro %}

-- What came of each unit and round, and what of it counts.
{% macro received_by_unit() -%}
submissions as (

    select * from {{ ref('fct_submissions') }}
    where round is not null and {{ round_end_date('round') }} is not null

),

received_by_unit as (

    select
        area_list, reporting_unit_code, round,
        {%- for subject in ['capital', 'poverty', 'targets', 'support'] %}
        bool_or(is_{{ subject }}_accepted) as is_{{ subject }}_accepted,
        bool_or(is_newest and '{{ subject }}' = any(string_to_array(held_subjects, ';'))) as is_{{ subject }}_held,
        {%- endfor %}
        bool_or(is_newest and held_subjects <> '') as is_held,
        sum(critical_finding_count) filter (where is_newest) as critical_finding_count,
        sum(warning_finding_count) filter (where is_newest) as warning_finding_count,
        sum(note_finding_count) filter (where is_newest) as note_finding_count,
        sum(waived_finding_count) filter (where is_newest) as waived_finding_count,
        max(waivers) filter (where is_newest) as waivers
    from submissions
    group by area_list, reporting_unit_code, round

)
{%- endmacro %}

-- What every rollup row repeats of its province and round, as its row of completeness says it.
{% macro coverage_of_province() -%}
    {{ return([
        'nil_return_unit_count', 'due_date', 'households_covered_pct', 'planned_capital_covered_pct', 'is_final',
        'provisional_reasons'
    ]) }}
{%- endmacro %}

-- Why a province and round is not final, as codes; empty where it is.
{% macro provisional_reasons() -%}
    concat_ws(
        ';',
        case when missing_unit_names is not null then 'not_reported' end,
        case when accepted_unit_count < received_unit_count then 'nothing_accepted' end,
        case when held_unit_count > 0 then 'held_subject' end,
        case when held_line_count > 0 then 'held_line' end,
        -- Of units that did not stand on the round's last day, beside those that did.
        case when received_unit_count > received_expected_unit_count then 'not_expected' end
    )
{%- endmacro %}
