-- What a household review counts.
{% macro poverty_counts() -%}
    {{ return([
        'total_households_count', 'total_population_count', 'poor_households_count', 'near_poor_households_count',
        'ethnic_minority_households_count', 'ethnic_minority_poor_households_count',
        'ethnic_minority_near_poor_households_count'
    ]) }}
{%- endmacro %}

-- What it prints of these.
{% macro reported_poverty_measures() -%}
    {{ return([
        'reported_poor_household_rate_pct', 'reported_near_poor_household_rate_pct',
        'reported_poor_household_rate_change_pp', 'reported_near_poor_household_rate_change_pp'
    ]) }}
{%- endmacro %}

-- The ratios made of these: part, whole, and how both sides and the ratio are called.
{% macro poverty_ratios() -%}
    {%- set total, minority = 'total_households_count', 'ethnic_minority_households_count' -%}
    {{ return([
        ('poor_households_count', total, ('poor', 'total', 'poor_household_rate_pct')),
        ('near_poor_households_count', total, ('near_poor', 'total', 'near_poor_household_rate_pct')),
        ('multidimensional_poor_households_count', total,
            ('multidimensional_poor', 'total', 'multidimensional_poor_household_rate_pct')),
        ('ethnic_minority_poor_households_count', 'poor_households_count',
            ('ethnic_minority_poor', 'poor', 'ethnic_minority_share_of_poor_pct')),
        ('ethnic_minority_poor_households_count', minority,
            ('ethnic_minority_poor', 'ethnic_minority', 'ethnic_minority_poor_rate_pct')),
        ('ethnic_minority_near_poor_households_count', 'near_poor_households_count',
            ('ethnic_minority_near_poor', 'near_poor', 'ethnic_minority_share_of_near_poor_pct')),
        ('ethnic_minority_near_poor_households_count', minority,
            ('ethnic_minority_near_poor', 'ethnic_minority', 'ethnic_minority_near_poor_rate_pct'))
    ]) }}
{%- endmacro %}
