-- What is left of a breakdown once the words that only repeat the indicator or the year are taken away. Empty = the
-- figure is about all of what its indicator names.
{% macro narrowing_breakdown(breakdown, indicator) -%}
    trim(both ';' from regexp_replace(
        regexp_replace(
            ';' || {{ breakdown }} || ';',
            case
                when {{ indicator }} like 'near_poor%' then ';(near_poor|vs_\d{4}|end_of_year|total)(?=;)'
                when {{ indicator }} like 'poor%' then ';(poor|vs_\d{4}|end_of_year|total)(?=;)'
                else ';(vs_\d{4}|end_of_year|total)(?=;)'
            end,
            '', 'g'
        ),
        ';{2,}', ';', 'g'
    ))
{%- endmacro %}
