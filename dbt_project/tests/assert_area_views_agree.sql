-- Fails with each line of which an additive number has not the same total in every area view: a change of the map changes
-- no sum.
{% set rollups = rollup_facts().keys() | list
    + ['agg_province_completeness_by_round', 'agg_province_timeliness_by_round'] -%}
with summed as (

    {% for rollup in rollups -%}
    {% set outer_loop = loop -%}
    select
        '{{ rollup }}' as rollup, area_view,
        -- What follows view, list and province in the key.
        regexp_replace(row_key, '^((recast|national)\|)?[^|]*\|[^|]*\|', '') as line_key,
        array[
            {%- for column in additive_columns(rollup) %}
            coalesce(sum({{ column }}), 0)::numeric {{ ',' if not loop.last }}
            {%- endfor %}
        ] as totals,
        -- A share of a divided unit is rounded to whole dong or households, so each such row may be one off in each number.
        count(*) filter (where not is_exact) as inexact_row_count
    from {{ ref(rollup) }}
    group by area_view, line_key
    {% if not outer_loop.last %}union all
    {% endif %}
    {%- endfor %}
),

compared as (

    select
        rollup, line_key, position,
        min(total) as lowest_total, max(total) as highest_total, count(*) as view_count,
        sum(inexact_row_count) as inexact_row_count
    from summed, unnest(totals) with ordinality as numbers (total, position)
    group by rollup, line_key, position

)

select rollup, line_key, position, lowest_total, highest_total
from compared
where highest_total - lowest_total > inexact_row_count or view_count <> 3
