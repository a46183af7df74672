{#- One unit of the last printed digit, in base units: "695,4" "triệu đồng" → 100 000. Amounts in words have none. -#}
{% macro printed_unit(value_text, unit_text) -%}
    case
        when {{ value_text }} !~ '[0-9]' then 0
        else power(10::numeric, -length(coalesce(substring({{ value_text }} from ',([0-9]+)\D*$'), '')))
            * case
                when {{ unit_text }} ilike '%nghìn tỷ%' then 1e12
                when {{ unit_text }} ilike '%tỷ%' then 1e9
                when {{ unit_text }} ilike '%triệu%' then 1e6
                when {{ unit_text }} ilike '%nghìn%' or {{ unit_text }} ilike '%ngàn%' then 1e3
                else 1
            end
    end
{%- endmacro %}
