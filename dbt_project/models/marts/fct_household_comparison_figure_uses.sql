-- One row per fact, area list, reporting unit, round, line, measure, submission and figure.
-- The figures of household numbers that are made of other counts, of another year or round too. Columns as in
-- fct_figure_uses, where what is told by itself stands.
with uses as (

    select * from {{ ref('fct_figure_uses') }}
    where fact = 'fct_poverty_reviews_yearly'

),

groups as (

    select
        'fct_deprivations_yearly' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', review_year, household_group, dimension, deprivation) as line_key,
        'group_households_count' as measure, group_households_count as value,
        round as told_round, review_year as told_year,
        case household_group
            when 'poor_and_near_poor' then array['poor_households_count', 'near_poor_households_count']
            else array[household_group || '_households_count']
        end as told_measures
    from {{ ref('fct_deprivations_yearly') }}

),

reviews as (

    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        'multidimensional_poor_households_count' as measure, multidimensional_poor_households_count as value,
        round as told_round, review_year as told_year,
        array['poor_households_count', 'near_poor_households_count'] as told_measures
    from {{ ref('fct_poverty_reviews_yearly') }}

),

changes as (

    {% for group in ['poor', 'near_poor'] -%}
    {% for told_round, years_ago in [('round', 0), ('previous_round', 1)] -%}
    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        '{{ group }}_household_rate_change_pp' as measure, {{ group }}_household_rate_change_pp as value,
        {{ told_round }} as told_round, (review_year::integer - {{ years_ago }})::text as told_year,
        array['{{ group }}_households_count', 'total_households_count'] as told_measures
    from {{ ref('fct_poverty_changes_yearly') }}
    {% if group == 'poor' or years_ago == 0 %}union all
    {% endif %}
    {%- endfor %}
    {%- endfor %}
),

computed as (

    select * from groups
    union all
    select * from reviews
    union all
    select * from changes

)

select
    computed.fact, computed.area_list, computed.reporting_unit_code, computed.round, computed.line_key,
    computed.measure, uses.submission_id, uses.figure_id, computed.value::numeric(20, 2) as value
from computed
inner join uses
    on
        computed.area_list = uses.area_list
        and computed.reporting_unit_code = uses.reporting_unit_code
        and computed.told_round = uses.round
        and computed.told_year = uses.line_key
        and uses.measure = any(computed.told_measures)
where computed.value is not null
