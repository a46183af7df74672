{#- The thousandfold or millionfold that lies between a value and what it is compared with, when it is nearly that:
    1000, 0.000001, …; null where it is not. `lowest` and `highest` say how near, for a thousand. -#}
{% macro unit_slip(value, reference, lowest, highest) -%}
    case
        when {{ value }} between {{ lowest }} * {{ reference }} and {{ highest }} * {{ reference }} then 1000
        when {{ value }} between 1000 * {{ lowest }} * {{ reference }} and 1000 * {{ highest }} * {{ reference }}
            then 1000000
        when {{ reference }} between {{ lowest }} * {{ value }} and {{ highest }} * {{ value }} then 0.001
        when {{ reference }} between 1000 * {{ lowest }} * {{ value }} and 1000 * {{ highest }} * {{ value }}
            then 0.000001
    end
{%- endmacro %}
