-- What is left of a breakdown without the words that only repeat the indicator or the year, or say that the amount was
-- told in words. Empty = the figure is about all of what its indicator names.
{% macro narrowing_breakdown(breakdown, indicator) -%}
    {%- set repeating = 'vs_\\d{4}|end_of_year|start_of_year|total|\\w+_in_words' -%}
    trim(both ';' from regexp_replace(
        regexp_replace(
            ';' || {{ breakdown }} || ';',
            case
                when {{ indicator }} like 'near_poor%' then ';(near_poor|{{ repeating }})(?=;)'
                when {{ indicator }} like 'poor%' then ';(poor|{{ repeating }})(?=;)'
                else ';({{ repeating }})(?=;)'
            end,
            '', 'g'
        ),
        ';{2,}', ';', 'g'
    ))
{%- endmacro %}
