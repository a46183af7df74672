-- Fails with each line whose total is not the same in every area view: a change of the map changes no sum.
with disbursement as (

    select * from {{ ref('agg_province_disbursement_by_round') }}

),

poverty as (

    select * from {{ ref('agg_province_poverty_by_year') }}

),

summed as (

    select
        'disbursement' as what, area_view, concat_ws('|', round, {{ capital_dimensions() }}) as line_key,
        {%- for measure in capital_measures() %}
        coalesce(sum({{ measure }}), 0) {{ '+' if not loop.last }}
        {%- endfor %} as total,
        -- A share of a divided unit is rounded to whole dong, so each such row may be one off.
        count(*) filter (where not is_exact) as inexact_row_count
    from disbursement
    group by area_view, round, {{ capital_dimensions() }}
    union all
    select
        'poverty' as what, area_view, concat_ws('|', round, review_year) as line_key,
        coalesce(sum(poor_households_count), 0) + coalesce(sum(near_poor_households_count), 0)
        + coalesce(sum(total_households_count), 0) + coalesce(sum(total_population_count), 0) as total,
        count(*) filter (where not is_exact) as inexact_row_count
    from poverty
    group by area_view, round, review_year

)

select what, line_key, min(total) as lowest_total, max(total) as highest_total
from summed
group by what, line_key
having max(total) - min(total) > 10 * sum(inexact_row_count) or count(*) <> 3
