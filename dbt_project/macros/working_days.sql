{#- The day that lies this many working days after a day, Monday to Friday: public holidays are not known here, so the
    true day is never earlier. -#}
{% macro add_working_days(day, working_days) -%}
    ({{ last_weekday(day) }} + ({{ working_days }} / 5) * 7 + {{ working_days }} % 5
        + case when extract(isodow from {{ last_weekday(day) }}) + {{ working_days }} % 5 > 5 then 2 else 0 end)
{%- endmacro %}

{#- The day itself, or the Friday before it. -#}
{% macro last_weekday(day) -%}
    ({{ day }} - greatest(extract(isodow from {{ day }})::integer - 5, 0))
{%- endmacro %}
