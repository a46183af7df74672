-- The only division. Null when either side is unknown or the whole is zero, and when the answer would not fit
-- numeric(7, 2): a thousandfold rate is a slip of units, which must not stop the build of everyone else.
{% macro pct_of(part, whole) -%}
    case
        when abs(100 * {{ part }}) < 99999 * abs({{ whole }})
            then round(100 * ({{ part }})::numeric / nullif({{ whole }}, 0), 2)
    end
{%- endmacro %}

-- How much of an amount falls to each of a count. Null when either is unknown or there is nobody.
{% macro amount_of_each(amount, count) -%}
    round(({{ amount }})::numeric / nullif({{ count }}, 0), 2)
{%- endmacro %}
