-- What board 2 draws: households by year, by unit, their movements, what they lack.

create or replace view analytics.board_poverty with (security_invoker = true) as
select
    releases.*,
    poverty.review_year,
    poverty.total_households_count,
    poverty.poor_households_count,
    poverty.near_poor_households_count,
    poverty.poor_household_rate_pct,
    poverty.near_poor_household_rate_pct,
    poverty.reported_poor_household_rate_change_pp,
    poverty.standard,
    coalesce(analytics.code_label('household_status', nullif(poverty.status, '')), 'Không nêu') as review_status_label,
    poverty.is_headline,
    analytics.line_coverage_label(
        'poverty', to_jsonb(poverty),
        array[
            'total_households_count', 'poor_households_count', 'near_poor_households_count', 'poor_household_rate_pct',
            'near_poor_household_rate_pct'
        ]
    ) as line_coverage_label
from release.poverty
inner join analytics.board_releases as releases using (release_id);

-- One row per unit and review year: what the unit put into the province's row.
create or replace view analytics.board_poverty_units with (security_invoker = true) as
with stated as (

    select
        sources.release_id,
        sources.row_key,
        sources.reporting_unit_code,
        min(sources.reporting_unit_name) as reporting_unit_name,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'poor_households_count')
            as poor_households_count,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'near_poor_households_count')
            as near_poor_households_count,
        min(coalesce(sources.unit_value, sources.value)) filter (where sources.measure = 'total_households_count')
            as total_households_count
    from release.sources
    where sources.table_name = 'poverty' and sources.presence <> 'not_applicable'
    group by sources.release_id, sources.row_key, sources.reporting_unit_code

)

select
    releases.*,
    poverty.review_year,
    poverty.is_headline,
    stated.reporting_unit_name,
    stated.poor_households_count,
    stated.near_poor_households_count,
    stated.total_households_count,
    round(100 * stated.poor_households_count / nullif(stated.total_households_count, 0), 2) as poor_rate_pct
from stated
inner join release.poverty on stated.release_id = poverty.release_id and stated.row_key = poverty.row_key
inner join analytics.board_releases as releases on stated.release_id = releases.release_id;

create or replace view analytics.board_movements with (security_invoker = true) as
with steps as (

    select
        movements.release_id,
        movements.review_year,
        analytics.code_label('household_group', movements.household_group) as group_label,
        named.step_label,
        case named.step_number
            when 1 then movements.opening_count
            when 2 then -movements.escaped_count
            when 3 then movements.fell_back_count
            when 4 then movements.newly_arisen_count
            when 5 then movements.closing_count
        end as household_count
    from release.household_movements as movements
    cross join (
        values (1, '1 Đầu kỳ'), (2, '2 Thoát'), (3, '3 Tái nghèo'), (4, '4 Phát sinh'), (5, '5 Cuối kỳ')
    ) as named (step_number, step_label)
    where movements.unit = 'households'

)

select releases.*, steps.review_year, steps.group_label, steps.step_label, steps.household_count
from steps
inner join analytics.board_releases as releases using (release_id)
where steps.household_count is not null;

create or replace view analytics.board_deprivations with (security_invoker = true) as
select
    releases.*,
    deprivations.review_year,
    analytics.code_label('household_group', deprivations.household_group) as group_label,
    analytics.code_label('dimension', deprivations.dimension) as dimension_label,
    deprivations.deprivation,
    deprivations.deprived_households_count,
    deprivations.deprived_share_pct
from release.deprivations
inner join analytics.board_releases as releases using (release_id);
