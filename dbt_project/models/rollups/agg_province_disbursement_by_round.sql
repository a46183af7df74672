-- One row per area view, area list, province, round and capital line.
-- Sums of what the province's units state. A rate is made of the units that state both of its sides, and only of them.
with lines as (

    select
        *, coalesce({{ (capital_measures() + reported_capital_ratios()) | join(', ') }}) is not null as is_stated
    from {{ ref('fct_capital_lines_to_date') }}

),

{{ units_and_coverage() }},

summed as (

    select
        {{ province_round() }}, {{ capital_dimensions() }},
        {%- for measure in capital_measures() %}
        sum(lines.{{ measure }} * units.weight) as {{ measure }},
        {%- endfor %}
        {%- for ratio in reported_capital_ratios() %}
        max(lines.{{ ratio }}) as {{ ratio }},
        {%- endfor %}
        {{ capital_rate_sides() }}
        {{ ratio_sides('lines.unallocated_vnd', 'lines.assigned_vnd', ('unallocated', 'assigned'), 'vnd') }}
        bool_and(units.is_exact) as is_exact,
        count(*) filter (where lines.is_stated) as reporting_unit_count,
        count(*) filter (where lines.is_not_applicable) as not_applicable_unit_count,
        count(*) filter (where lines.held_measures <> '') as held_line_unit_count
    from lines
    inner join units using (area_list, reporting_unit_code, round)
    -- A line of which all is held is in no sum and has its row: what is left out is told where it is missing.
    where lines.is_stated or lines.is_not_applicable or lines.held_measures <> ''
    group by {{ province_round() }}, {{ capital_dimensions() }}

),

rated as (

    select
        summed.*,
        {{ rate_denominator() }} as rate_denominator,
        {%- for whole in ['assigned', 'available'] %}
        {{ pct_of('disbursed_of_' ~ whole ~ '_vnd', whole ~ '_of_disbursed_vnd') }} as {{ whole }}_rate_pct,
        {%- endfor %}
        project = '' and component = '' and disbursed_vnd is not null as is_programme_line,
        case fund_source when 'all' then 1 when 'state_budget' then 2 when 'central' then 3 else 4 end as source_rank,
        case capital_type when 'all' then 1 else 2 end as type_rank,
        {{ budget_year_count('budget_year') }} as year_count
    from summed

),

ranked as (

    select
        rated.*,
        row_number() over (
            partition by area_view, province_area_list, province_code, round
            order by
                is_programme_line desc, reporting_unit_count desc, source_rank, type_rank, year_count desc,
                assigned_vnd desc nulls last, disbursed_vnd desc nulls last, budget_year desc, fund_source, capital_type
        ) as width_rank
    from rated

)

select
    {{ province_columns(capital_dimensions()) }},
    {%- for measure in capital_measures() %}
    summed.{{ measure }}::numeric(20, 0) as {{ measure }},
    {%- endfor %}
    {%- for ratio in reported_capital_ratios() %}
    case when summed.reporting_unit_count = 1 then summed.{{ ratio }} end as {{ ratio }},
    {%- endfor %}
    {{ capital_rate('disbursed') }}::numeric(7, 2) as disbursement_rate_pct,
    case when summed.year_count <= 1 then summed.assigned_rate_pct end::numeric(7, 2) as plan_disbursement_rate_pct,
    summed.available_rate_pct::numeric(7, 2) as available_disbursement_rate_pct,
    case when summed.year_count > 1 then summed.assigned_rate_pct end::numeric(7, 2) as cumulative_disbursement_rate_pct,
    {{ pct_of('summed.unallocated_of_assigned_vnd', 'summed.assigned_of_unallocated_vnd') }}::numeric(7, 2)
        as unallocated_share_pct,
    {{ capital_rate('forecast_9m') }}::numeric(7, 2) as forecast_9m_rate_pct,
    {{ capital_rate('forecast_year') }}::numeric(7, 2) as forecast_year_rate_pct,
    summed.rate_denominator,
    summed.is_programme_line and summed.width_rank = 1 as is_headline, summed.is_exact,
    {{ coverage_columns('accepted_capital_unit_count', 'summed.held_line_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.not_applicable_unit_count::integer as not_applicable_unit_count,
    summed.reporting_unit_count + summed.not_applicable_unit_count = coverage.expected_unit_count as is_complete
from ranked as summed
{{ join_coverage('summed') }}
