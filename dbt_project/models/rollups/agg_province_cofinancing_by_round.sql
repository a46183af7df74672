-- One row per area view, area list, province, round, project, sub-project, component, capital type and budget year.
-- What the local budget adds to central money, over the units that state both, against what the province has to add; beside
-- it the share that a report prints, also where it tells no money.
with lines as (

    select
        area_list, reporting_unit_code, round, project, subproject, component, capital_type, budget_year,
        max(assigned_vnd) filter (where fund_source = 'central') as central_vnd,
        max(assigned_vnd) filter (where fund_source = 'local') as local_vnd,
        max(reported_cofinancing_share_pct) as reported_cofinancing_share_pct,
        {%- for side in ['central', 'local'] %}
        coalesce(
            bool_or('assigned_vnd' = any(string_to_array(held_measures, ';'))) filter (where fund_source = '{{ side }}'),
            false
        ) as is_{{ side }}_held {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_capital_lines_to_date') }}
    group by area_list, reporting_unit_code, round, project, subproject, component, capital_type, budget_year

),

tiers as (

    select * from {{ ref('dim_cofinancing_tiers') }}

),

tier_range as (

    select min(lowest_share_pct) as lowest_share_pct, max(lowest_share_pct) as highest_share_pct
    from tiers

),

{{ units_and_coverage() }},

summed as (

    select
        {{ province_round() }}, lines.project, lines.subproject, lines.component, lines.capital_type, lines.budget_year,
        sum(lines.central_vnd * units.weight) filter (where lines.local_vnd is not null) as central_vnd,
        sum(lines.local_vnd * units.weight) filter (where lines.central_vnd is not null) as local_vnd,
        max(lines.reported_cofinancing_share_pct) as reported_cofinancing_share_pct,
        bool_and(units.is_exact) as is_exact,
        count(*) filter (where lines.central_vnd is not null and lines.local_vnd is not null) as both_sides_unit_count,
        count(*) filter (
            where lines.central_vnd is not null and lines.local_vnd is not null
            or lines.reported_cofinancing_share_pct is not null
        ) as reporting_unit_count,
        count(*) filter (where lines.is_central_held or lines.is_local_held) as held_line_unit_count
    from lines
    inner join units using (area_list, reporting_unit_code, round)
    -- A unit tells both sides; where one of them is held it is in no sum, and the row says so.
    where
        (lines.central_vnd is not null or lines.is_central_held)
        and (lines.local_vnd is not null or lines.is_local_held)
        or lines.reported_cofinancing_share_pct is not null
    group by
        {{ province_round() }}, lines.project, lines.subproject, lines.component, lines.capital_type, lines.budget_year

),

shared as (

    select
        summed.*, tiers.lowest_share_pct as required_share_pct,
        {{ pct_of('summed.local_vnd', 'summed.central_vnd') }} as cofinancing_share_pct
    from summed
    left join tiers
        on summed.province_area_list = tiers.area_list and summed.province_code = tiers.province_code

)

select
    {{ province_columns(
        'shared.project, shared.subproject, shared.component, shared.capital_type, shared.budget_year'
    ) }},
    shared.central_vnd::numeric(20, 0) as central_vnd,
    shared.local_vnd::numeric(20, 0) as local_vnd,
    shared.cofinancing_share_pct::numeric(7, 2) as cofinancing_share_pct,
    case when shared.reporting_unit_count = 1 then shared.reported_cofinancing_share_pct end as reported_cofinancing_share_pct,
    shared.required_share_pct,
    case
        -- The rule is about all of the programme's money; how a province spreads it over projects is its own affair.
        when shared.project <> '' then 'not_judged'
        -- Whichever tier a province is in, under the lowest is too little and the highest is enough.
        when
            shared.cofinancing_share_pct >= coalesce(shared.required_share_pct, tier_range.highest_share_pct)
            then 'enough'
        when
            shared.cofinancing_share_pct < coalesce(shared.required_share_pct, tier_range.lowest_share_pct)
            then 'too_little'
        else 'unknown'
    end as cofinancing_verdict,
    shared.is_exact, {{ coverage_columns('accepted_capital_unit_count', 'shared.held_line_unit_count') }},
    shared.reporting_unit_count::integer as reporting_unit_count,
    shared.both_sides_unit_count = coverage.expected_unit_count as is_complete
from shared
cross join tier_range
{{ join_coverage('shared') }}
