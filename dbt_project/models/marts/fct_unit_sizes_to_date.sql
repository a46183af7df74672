-- One row per area list, reporting unit and round.
-- How large a unit is by its accepted reports, and whether they say that there is no money to report on: what coverage is
-- measured by.
with lines as (

    {{ of_changed_unit_rounds('fct_capital_lines_to_date') }}

),

reviews as (

    {{ of_changed_unit_rounds('fct_poverty_reviews_yearly') }}

),

money as (

    select
        area_list, reporting_unit_code, round,
        bool_and(
            held_measures = ''
            {%- for measure in capital_measures() %} and coalesce({{ measure }}, 0) = 0 {%- endfor %}
        -- That nothing was spent yet is no nil return: that nothing was given is.
        ) and coalesce(bool_or(0 in (planned_vnd, assigned_vnd, available_vnd)), false) as is_nil_return,
        {%- for source in ['all', 'state_budget', 'central', 'local'] %}
        max(coalesce(assigned_vnd, planned_vnd)) filter (
            where project = '' and subproject = '' and component = '' and capital_type = 'all'
            and budget_year = left(round, 4) and fund_source = '{{ source }}'
        ) as {{ source }}_vnd {{- ',' if not loop.last }}
        {%- endfor %}
    from lines
    group by area_list, reporting_unit_code, round

),

households as (

    select
        area_list, reporting_unit_code, round,
        (array_agg(total_households_count order by review_year desc))[1] as total_households_count
    from reviews
    where total_households_count is not null
    group by area_list, reporting_unit_code, round

)

select
    area_list, reporting_unit_code, round,
    coalesce(money.is_nil_return, false) as is_nil_return,
    -- What all sources give; where nobody adds them up, central money with what the local budget adds.
    coalesce(money.all_vnd, money.state_budget_vnd, money.central_vnd + coalesce(money.local_vnd, 0))::numeric(20, 0)
        as planned_capital_vnd,
    households.total_households_count
from money
full outer join households using (area_list, reporting_unit_code, round)
