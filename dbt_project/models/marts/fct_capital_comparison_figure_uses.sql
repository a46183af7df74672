-- One row per fact, area list, reporting unit, round, line, measure, submission and figure.
-- The figures of money held against other money: of another source, or of an earlier round. Columns as in fct_figure_uses,
-- where what is told by itself stands.
with uses as (

    {{ of_changed_units('fct_figure_uses') }}
    where stated.fact = 'fct_capital_to_date'

),

lines as (

    {{ of_changed_units('fct_capital_lines_to_date') }}

),

sides_by_source as (

    select
        *,
        count(*) over (
            partition by
                area_list, reporting_unit_code, round, project, subproject, component, capital_type, budget_year
        ) as side_count
    from lines
    where fund_source in ('central', 'local') and assigned_vnd is not null

),

cofinancing as (

    select
        'fct_capital_lines_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', project, subproject, component, capital_type, budget_year) as line_key,
        fund_source || '_vnd' as measure, assigned_vnd as value,
        round as told_round, concat_ws('|', {{ capital_dimensions() }}) as told_line_key,
        array['assigned_vnd'] as told_measures
    from sides_by_source
    -- A share needs both.
    where side_count = 2
    union all
    select
        'fct_capital_lines_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', project, subproject, component, capital_type, budget_year) as line_key,
        'reported_cofinancing_share_pct' as measure, reported_cofinancing_share_pct as value,
        round as told_round, concat_ws('|', {{ capital_dimensions() }}) as told_line_key,
        array['reported_cofinancing_share_pct'] as told_measures
    from lines

),

compared as (

    {{ of_changed_units('fct_capital_progress_to_date') }}

),

progress as (

    select *, disbursed_vnd - forecast_vnd as forecast_difference_vnd,
        case when forecast_vnd is not null then disbursed_vnd end as disbursed_of_forecast_vnd
    from compared
    -- Where what was paid is held, nothing is compared with it.
    where disbursed_vnd is not null

),

steps as (

    {% for measure, told_round, told_measures in [
        ('earlier_disbursed_vnd', 'earlier_round', ['disbursed_vnd']),
        ('increment_vnd', 'earlier_round', ['disbursed_vnd']),
        ('increment_vnd', 'round', ['disbursed_vnd']),
        ('forecast_vnd', 'earlier_round', ['forecast_9m_vnd', 'forecast_year_vnd']),
        ('disbursed_of_forecast_vnd', 'round', ['disbursed_vnd']),
        ('forecast_difference_vnd', 'earlier_round', ['forecast_9m_vnd', 'forecast_year_vnd']),
        ('forecast_difference_vnd', 'round', ['disbursed_vnd'])
    ] -%}
    select
        'fct_capital_progress_to_date' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', earlier_round, {{ capital_dimensions() }}) as line_key,
        '{{ measure }}' as measure, {{ measure }} as value,
        {{ told_round }} as told_round, concat_ws('|', {{ capital_dimensions() }}) as told_line_key,
        array['{{ told_measures | join("', '") }}'] as told_measures
    from progress
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

computed as (

    select * from cofinancing
    union all
    select * from steps

)

{{ uses_of_computed('computed', 'uses') }}
