-- How far a target is reached, in percent. Null without direction.
{% macro attainment_pct(direction, unit, target, result) -%}
    case
        -- Of what is to grow, and of a fall that is to be large enough: how much of it came.
        when {{ direction }} = 'more' or ({{ direction }} = 'less' and {{ unit }} = 'pp' and {{ target }} < 0)
            then {{ pct_of(result, target) }}
        -- Of what is to stay below a level: the level against what is there, under 100 while it is too much.
        when {{ direction }} = 'less' and {{ unit }} <> 'pp' then {{ pct_of(target, result) }}
    end
{%- endmacro %}
