-- The last month of a period, counted from year 0: 2024H1 ends in month 2024 × 12 + 6. Windows of one year nest, so of
-- two windows the one that ends later holds the other. Null for what is not a period.
{% macro period_end_month(period) -%}
    case
        when {{ period }} ~ '^\d{4}H1$' then left({{ period }}, 4)::integer * 12 + 6
        when {{ period }} ~ '^\d{4}-\d{1,2}M$'
            then left({{ period }}, 4)::integer * 12 + substring({{ period }} from '-(\d+)M')::integer
        when {{ period }} ~ '^(\d{4}[-+])*\d{4}$' then right({{ period }}, 4)::integer * 12 + 12
    end
{%- endmacro %}

-- The last day of a round; null for what is not a round.
{% macro round_end_date(round) -%}
    (make_date(({{ period_end_month(round) }} - 1) / 12, (({{ period_end_month(round) }} - 1) % 12) + 1, 1)
        + interval '1 month - 1 day')::date
{%- endmacro %}
