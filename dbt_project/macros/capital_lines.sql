-- The dimensions of a capital line, in the order of every key that holds them.
{% macro capital_dimensions() -%}
    project, subproject, component, fund_source, capital_type, budget_year
{%- endmacro %}

-- What a province adds up about a capital line.
{% macro capital_measures() -%}
    {{ return([
        'planned_vnd', 'assigned_vnd', 'carried_over_vnd', 'available_vnd', 'allocated_vnd', 'unallocated_vnd',
        'disbursed_vnd', 'forecast_9m_vnd', 'forecast_year_vnd', 'approved_vnd'
    ]) }}
{%- endmacro %}

-- What a report prints of a capital line beside its amounts: ratios, which are neither added nor averaged.
{% macro reported_capital_ratios() -%}
    {{ return(['reported_disbursement_rate_pct', 'reported_forecast_9m_rate_pct', 'reported_forecast_year_rate_pct']) }}
{%- endmacro %}

-- Which measure of a capital line a figure is; null where it is none.
{% macro capital_measure() -%}
    case
        -- A line that does not apply has no value. What would not fit is a slip of units, and stops no other unit.
        when unit = 'vnd' and (value is null or abs(value) < 1e17) then
            case
                when indicator = 'capital_planned' and kind = 'planned' then 'planned_vnd'
                when indicator = 'capital_assigned' and kind = 'assigned' then 'assigned_vnd'
                when indicator = 'capital_carried_over' then 'carried_over_vnd'
                when indicator = 'capital_available' then 'available_vnd'
                when indicator = 'capital_allocated' and kind = 'allocated' then 'allocated_vnd'
                when indicator = 'capital_unallocated' then 'unallocated_vnd'
                -- Only money that was paid is disbursed money: no plan, no forecast, no target.
                when indicator = 'capital_disbursed' and kind = 'disbursed' then 'disbursed_vnd'
                when indicator = 'capital_forecast' and kind = 'forecast' and period like '%-9M'
                    then 'forecast_9m_vnd'
                when indicator = 'capital_forecast' and kind = 'forecast' and period ~ '^\d{4}$'
                    then 'forecast_year_vnd'
                when indicator = 'approved_budget' then 'approved_vnd'
            end
        when unit = 'percent' and abs(value) < 99999 then
            case
                when indicator = 'disbursement_rate' and kind <> 'forecast' then 'reported_disbursement_rate_pct'
                when indicator = 'disbursement_forecast_rate' and kind = 'forecast' and period like '%-9M'
                    then 'reported_forecast_9m_rate_pct'
                when indicator = 'disbursement_forecast_rate' and kind = 'forecast' and period ~ '^\d{4}$'
                    then 'reported_forecast_year_rate_pct'
                when {{ is_cofinancing_share('indicator') }} then 'reported_cofinancing_share_pct'
            end
    end
{%- endmacro %}

-- Whether a printed percentage is the share that local money is of central money. "Bố trí đủ 100%" is a share of what was
-- to be given, and no share of central money.
{% macro is_cofinancing_share(indicator) -%}
    ({{ indicator }} = 'counterpart_rate' and kind in ('assigned', 'planned') and value <= 50)
{%- endmacro %}

-- How many budget years a line is about: 2024 is 1, 2022-2024 is 3, 2022+2023 is 2, not stated is 0.
{% macro budget_year_count(budget_year) -%}
    case
        when {{ budget_year }} ~ '^\d{4}-\d{4}$'
            then right({{ budget_year }}, 4)::integer - left({{ budget_year }}, 4)::integer + 1
        when {{ budget_year }} ~ '^\d{4}(\+\d{4})*$' then (length({{ budget_year }}) + 1) / 5
        else 0
    end
{%- endmacro %}

-- What each line carried over, of `cells` of money: one amount where the report adds the years up itself, else the sum
-- of what it tells by year. `budget_years` are the years the money came from.
{% macro carried_over_by_line(cells) -%}
    with carried_over_cells as (

        select *, {{ budget_year_count('budget_year') }} as year_count,
            max({{ budget_year_count('budget_year') }}) over (
                partition by submission_id, project, subproject, component, fund_source, capital_type
            ) as widest_year_count
        from {{ cells }}
        where measure = 'carried_over'

    )

    select
        submission_id, project, subproject, component, fund_source, capital_type, sum(value) as value,
        max(printed_unit) as printed_unit, string_agg(budget_year, '+' order by budget_year) as budget_years,
        string_to_array(string_agg(array_to_string(figure_ids, ';'), ';' order by budget_year, period), ';')
            as figure_ids
    from carried_over_cells
    where year_count = widest_year_count
    group by submission_id, project, subproject, component, fund_source, capital_type
{%- endmacro %}

-- Whether money of one year, or of several that end with it ("2022+2023"), is what a unit had in that year.
{% macro is_money_at_hand(budget_year, year) -%}
    ({{ budget_year }} = {{ year }} or {{ budget_year }} like '%+' || {{ year }})
{%- endmacro %}
