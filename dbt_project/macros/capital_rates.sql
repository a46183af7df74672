-- Both sides of each rate of a province's capital line, by what is divided and what it is divided by, and how many units
-- state what was paid beside each whole.
{% macro capital_rate_sides() -%}
    {%- for whole in ['assigned', 'available'] %}
    {%- for part in ['disbursed', 'forecast_9m', 'forecast_year'] %}
    {{ ratio_sides('lines.' ~ part ~ '_vnd', 'lines.' ~ whole ~ '_vnd', (part, whole), 'vnd') }}
    {%- endfor %}
    count(*) filter (where lines.disbursed_vnd is not null and lines.{{ whole }}_vnd is not null) as {{ whole }}_count,
    {%- endfor %}
{%- endmacro %}

-- Which money the rates of a line are of: all that could be spent in a year ("2022+2023" with what was carried over), where
-- as many say so; else what was assigned, in one year or in several together. A term ("2022-2024") is a stock of what its
-- years were assigned.
{% macro rate_denominator() -%}
    case
        when
            available_count > 0 and available_count >= assigned_count
            and not (assigned_count > 0 and budget_year like '%-%')
            then 'available'
        when assigned_count > 0 and {{ budget_year_count('budget_year') }} > 1 then 'cumulative_assigned'
        when assigned_count > 0 then 'assigned'
    end
{%- endmacro %}

-- What was paid, or is expected to be, in percent of that money; a forecast beside no payment of what was assigned.
{% macro capital_rate(part) -%}
    case summed.rate_denominator
        when 'available' then {{ pct_of('summed.' ~ part ~ '_of_available_vnd', 'summed.available_of_' ~ part ~ '_vnd') }}
        else {{ pct_of('summed.' ~ part ~ '_of_assigned_vnd', 'summed.assigned_of_' ~ part ~ '_vnd') }}
    end
{%- endmacro %}
