-- One row per rollup row, measure, submission and figure.
-- Which figures a published cell was made of, and what the unit adds to it; a cell that a rollup leaves empty has none.
with all_uses as (

    select * from {{ ref('fct_figure_uses') }}
    {% for model in ['fct_household_comparison_figure_uses', 'fct_capital_comparison_figure_uses'] -%}
    union all
    select fact, area_list, reporting_unit_code, round, line_key, measure, submission_id, figure_id, value
    from {{ ref(model) }}
    {% endfor %}
),

uses as (

    select * from all_uses
    -- Neither is a number of the fact's rollup: a printed share of local money stands in the one of shares.
    where (fact <> 'fct_capital_to_date' or measure <> 'reported_cofinancing_share_pct')
        and (fact <> 'fct_support_to_date' or measure in (
            {%- for name, indicator, unit in support_measures() %}'{{ name }}'{{ ', ' if not loop.last }}{% endfor -%}
        ))

),

{{ units_and_coverage(rounds='all') }},

rollup_rows as (

    {% for rollup, fact in rollup_facts().items() -%}
    select '{{ rollup }}' as table_name, '{{ fact }}' as fact, row_key, reporting_unit_count
    from {{ ref(rollup) }}
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

placed as materialized (

    select
        uses.fact, units.area_view, units.province_area_list as area_list, units.province_code, round,
        uses.line_key, uses.measure, uses.submission_id, uses.figure_id,
        -- Amounts and counts of a unit that was divided are divided; rates and what it says of itself are not.
        uses.value * case
            when uses.fact = 'fct_targets_yearly' or uses.line_key ~ '\|(percent|pp)$' then 1
            when uses.measure ~ '_(vnd|count|value)$' then units.weight
            else 1
        end as unit_value
    from uses
    inner join units using (area_list, reporting_unit_code, round)
    -- The country is published as the sum of provinces, and each of these has its sources.
    where units.area_view <> 'national'

),

keyed as (

    select placed.*, {{ province_row_key('placed', 'placed.line_key') }} as row_key
    from placed

)

select
    rollup_rows.table_name, rollup_rows.row_key, measures.measure, keyed.submission_id, keyed.figure_id,
    keyed.area_view, keyed.area_list, keyed.province_code, keyed.round, keyed.unit_value::numeric(20, 2) as unit_value
from keyed
inner join rollup_rows on keyed.fact = rollup_rows.fact and keyed.row_key = rollup_rows.row_key
cross join unnest(
    case keyed.fact
        when 'fct_targets_yearly' then array['lowest_target', 'highest_target']
        else array[keyed.measure]
    end
) as measures (measure)
-- What one unit printed stands beside the province's rate only while that unit is alone.
where keyed.measure not like 'reported\_%' or rollup_rows.reporting_unit_count = 1
