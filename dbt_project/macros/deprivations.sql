-- The twelve things a household can lack, as breakdowns name them; two to each dimension.
{% macro deprivations() -%}
    {{ return([
        'job', 'dependents', 'nutrition', 'health_insurance', 'adult_education', 'school_attendance',
        'housing_quality', 'housing_area', 'water_source', 'latrine', 'telecom', 'information_means'
    ]) }}
{%- endmacro %}
