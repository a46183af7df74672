-- The dimensions of a capital line, in the order of every key that holds them.
{% macro capital_dimensions() -%}
    project, subproject, component, fund_source, capital_type, budget_year
{%- endmacro %}

-- What a province adds up about a capital line.
{% macro capital_measures() -%}
    {{ return([
        'planned_vnd', 'assigned_vnd', 'carried_over_vnd', 'available_vnd', 'allocated_vnd', 'unallocated_vnd',
        'disbursed_vnd', 'forecast_9m_vnd', 'forecast_year_vnd'
    ]) }}
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
