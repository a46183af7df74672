-- One row per fact, area list, reporting unit, round, line, measure, submission and figure.
-- The figures of household numbers that are made of other counts, of another year or round too. Columns as in
-- fct_figure_uses, where what is told by itself stands.
with uses as (

    {{ of_changed_units('fct_figure_uses') }}
    where stated.fact = 'fct_poverty_reviews_yearly'

),

deprivations as (

    {{ of_changed_units('fct_deprivations_yearly') }}

),

reviewed as (

    {{ of_changed_units('fct_poverty_reviews_yearly') }}

),

compared as (

    {{ of_changed_units('fct_poverty_changes_yearly') }}

),

groups as (

    select
        'fct_deprivations_yearly' as fact, area_list, reporting_unit_code, round,
        concat_ws('|', review_year, household_group, dimension, deprivation) as line_key,
        'group_households_count' as measure, group_households_count as value,
        round as told_round, review_year as told_line_key,
        case household_group
            when 'poor_and_near_poor' then array['poor_households_count', 'near_poor_households_count']
            else array[household_group || '_households_count']
        end as told_measures
    from deprivations

),

reviews as (

    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        'multidimensional_poor_households_count' as measure, multidimensional_poor_households_count as value,
        round as told_round, review_year as told_line_key,
        array['poor_households_count', 'near_poor_households_count'] as told_measures
    from reviewed

),

changes as (

    {% for group in ['poor', 'near_poor'] -%}
    {% for told_round, years_ago in [('round', 0), ('previous_round', 1)] -%}
    select
        'fct_poverty_reviews_yearly' as fact, area_list, reporting_unit_code, round, review_year as line_key,
        '{{ group }}_household_rate_change_pp' as measure, {{ group }}_household_rate_change_pp as value,
        {{ told_round }} as told_round, (review_year::integer - {{ years_ago }})::text as told_line_key,
        array['{{ group }}_households_count', 'total_households_count'] as told_measures
    from compared
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

{{ uses_of_computed('computed', 'uses') }}
