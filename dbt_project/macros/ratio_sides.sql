-- Both sides of a ratio, each summed over the units that state both. `ratio` names them: ('disbursed', 'assigned')
-- becomes disbursed_of_assigned_vnd and assigned_of_disbursed_vnd.
{% macro ratio_sides(part, whole, ratio, unit) -%}
    sum({{ part }} * units.weight) filter (where {{ whole }} is not null) as {{ ratio[0] }}_of_{{ ratio[1] }}_{{ unit }},
    sum({{ whole }} * units.weight) filter (where {{ part }} is not null) as {{ ratio[1] }}_of_{{ ratio[0] }}_{{ unit }},
{%- endmacro %}
