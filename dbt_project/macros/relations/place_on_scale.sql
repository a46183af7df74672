{#- Where a headline number lies on the scale on which units are compared: sizes by their logarithm, since districts
    differ by factors; shares of households by their odds; the disbursement rate, which may be anything, as it is. -#}
{% macro place_on_scale(measure, value) -%}
    case
        when {{ measure }} = 'disbursement_rate' then {{ value }}
        when {{ measure }} in ('poor_household_rate', 'near_poor_household_rate')
            then ln({{ value }} / (100 - least({{ value }}, 99.9)))
        else ln({{ value }})
    end
{%- endmacro %}
