-- One row per area list, reporting unit, round and review year that has a review of the year before.
-- A review against that of the year before, as the newest round up to this one tells it.
with stated_reviews as (

    {{ of_changed_units('fct_poverty_reviews_yearly') }}

),

reviews as (

    select
        area_list, reporting_unit_code, round, review_year, total_households_count, poor_households_count,
        near_poor_households_count, {{ period_end_month('round') }} as end_month
    from stated_reviews

),

paired as (

    select
        area_list, reporting_unit_code, this_year.round, this_year.review_year, last_year.round as previous_round,
        {%- for measure in ['total', 'poor', 'near_poor'] %}
        this_year.{{ measure }}_households_count,
        last_year.{{ measure }}_households_count as previous_{{ measure }}_households_count,
        {%- endfor %}
        row_number() over (
            partition by area_list, reporting_unit_code, this_year.round, this_year.review_year
            order by last_year.end_month desc, last_year.round
        ) as newness
    from reviews as this_year
    inner join reviews as last_year using (area_list, reporting_unit_code)
    where
        last_year.review_year::integer = this_year.review_year::integer - 1
        and last_year.end_month <= this_year.end_month

)

select
    area_list, reporting_unit_code, round, review_year, previous_round,
    {%- for measure in ['total', 'poor', 'near_poor'] %}
    {{ measure }}_households_count, previous_{{ measure }}_households_count,
    {%- endfor %}
    {%- for group in ['poor', 'near_poor'] %}
    (
        {{ pct_of(group ~ '_households_count', 'total_households_count') }}
        - {{ pct_of('previous_' ~ group ~ '_households_count', 'previous_total_households_count') }}
    )::numeric(7, 2) as {{ group }}_household_rate_change_pp {{- ',' if not loop.last }}
    {%- endfor %}
from paired
where newness = 1
