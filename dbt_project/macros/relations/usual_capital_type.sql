{#- The capital type a line has by the programme's rules: maintenance is recurrent, works are investment, and projects
    with one type in the registry have that one. Null where both occur. Used only where sums of the report prove it. -#}
{% macro usual_capital_type(component, types_seen) -%}
    case
        when {{ component }} = 'infrastructure_investment' then 'investment'
        when {{ component }} = 'maintenance' then 'recurrent'
        when {{ component }} = '' and {{ types_seen }} in ('investment', 'recurrent') then {{ types_seen }}
    end
{%- endmacro %}
