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
    case poverty.status when 'official' then 'Chính thức' when 'preliminary' then 'Sơ bộ' else 'Không nêu' end
        as review_status_label,
    poverty.is_headline,
    -- Of how many units each number is: of a rate, of those that state both of its sides.
    (
        select
            case
                when coalesce(max(counted.unit_count), 0) = 0
                    then poverty.reporting_unit_count || '/' || poverty.expected_unit_count || ' đơn vị'
                when min(counted.unit_count) = max(counted.unit_count)
                    then max(counted.unit_count) || '/' || poverty.expected_unit_count || ' đơn vị'
                else
                    string_agg(
                        counted.number_name || ' ' || counted.unit_count || '/' || poverty.expected_unit_count,
                        ', ' order by counted.position
                    )
            end
        from (
            select named.position, named.number_name, count(units.measures) as unit_count
            from (
                values
                    (1, 'tổng số hộ', poverty.total_households_count, 'total_households_count', 'total_households_count'),
                    (2, 'hộ nghèo', poverty.poor_households_count, 'poor_households_count', 'poor_households_count'),
                    (3, 'hộ cận nghèo', poverty.near_poor_households_count, 'near_poor_households_count', 'near_poor_households_count'),
                    (4, 'tỷ lệ nghèo', poverty.poor_household_rate_pct, 'poor_households_count', 'total_households_count'),
                    (5, 'tỷ lệ cận nghèo', poverty.near_poor_household_rate_pct, 'near_poor_households_count', 'total_households_count')
            ) as named (position, number_name, number, part, whole)
            left join (
                select array_agg(sources.measure) as measures
                from release.sources
                where
                    sources.release_id = poverty.release_id
                    and sources.table_name = 'poverty'
                    and sources.row_key = poverty.row_key
                    and sources.presence <> 'not_applicable'
                    and coalesce(sources.unit_value, sources.value) is not null
                group by sources.reporting_unit_code
            ) as units on units.measures @> array[named.part, named.whole]
            where named.number is not null
            group by named.position, named.number_name
        ) as counted
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
        case movements.household_group when 'poor' then 'Hộ nghèo' when 'near_poor' then 'Hộ cận nghèo'
            else movements.household_group end as group_label,
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
    case deprivations.household_group when 'poor' then 'Hộ nghèo' when 'near_poor' then 'Hộ cận nghèo'
        else deprivations.household_group end as group_label,
    case deprivations.dimension
        when 'employment' then 'Việc làm'
        when 'health' then 'Y tế'
        when 'education' then 'Giáo dục'
        when 'housing' then 'Nhà ở'
        when 'water_sanitation' then 'Nước sạch, vệ sinh'
        when 'information' then 'Thông tin'
        else deprivations.dimension
    end as dimension_label,
    deprivations.deprivation,
    deprivations.deprived_households_count,
    deprivations.deprived_share_pct
from release.deprivations
inner join analytics.board_releases as releases using (release_id);
