-- One row per area list, reporting unit, round, review year, household group and unit.
-- Who was, left, joined and is poor or near-poor, with the balance beside it. A count told with two values is left out.
with chosen as (

    {{ of_changed_unit_rounds('int_household_measures_chosen') }}

),

measures as (

    select
        area_list, reporting_unit_code, round, review_year, household_group, unit, measure, max(value) as value,
        min(period) as period,
        bool_or(status = 'preliminary') as is_preliminary,
        bool_and(status = 'official') as is_official,
        min(submission_id) as submission_id
    from chosen
    group by area_list, reporting_unit_code, round, review_year, household_group, unit, measure
    having min(value) = max(value)

),

side_by_side as (

    select
        area_list, reporting_unit_code, round, review_year, household_group, unit,
        {%- for measure in household_movements() + [
            'told_escaped_count', 'reviewed_opening_count', 'reviewed_closing_count'
        ] %}
        max(value) filter (where measure = '{{ measure }}')::bigint as {{ measure }},
        {%- endfor %}
        min(period) as period,
        case when bool_or(is_preliminary) then 'preliminary' when bool_and(is_official) then 'official' end as status,
        min(submission_id) as submission_id
    from measures
    group by area_list, reporting_unit_code, round, review_year, household_group, unit

),

told as (

    select
        *,
        -- A form has its beginning; a cell left blank in it stands for nobody. A sentence says only what it says.
        opening_count is not null as is_form,
        coalesce(opening_count, reviewed_opening_count) as told_opening_count,
        coalesce(closing_count, reviewed_closing_count) as told_closing_count,
        coalesce(
            case
                -- A poor household that became near-poor has left poverty; a near-poor one that became poor has not.
                when household_group = 'near_poor' then passed_line_count
                when opening_count is not null and num_nonnulls(passed_line_count, to_other_group_count) > 0
                    then coalesce(passed_line_count, 0) + coalesce(to_other_group_count, 0)
                else passed_line_count + to_other_group_count
            end,
            told_escaped_count
        ) as escaped_count
    from side_by_side

),

balanced as (

    select
        *,
        case
            when is_form and num_nonnulls(
                escaped_count, to_other_group_count, other_decrease_count, from_other_group_count, fell_back_count,
                newly_arisen_count, other_increase_count
            ) > 0
                then
                    opening_count - coalesce(escaped_count, 0)
                    - case when household_group = 'near_poor' then coalesce(to_other_group_count, 0) else 0 end
                    - coalesce(other_decrease_count, 0) + coalesce(from_other_group_count, 0)
                    + coalesce(fell_back_count, 0) + coalesce(newly_arisen_count, 0)
                    + coalesce(other_increase_count, 0)
            -- Of a sentence all three must be told: who left, who fell back, who is new.
            when household_group = 'poor'
                then told_opening_count - told_escaped_count + fell_back_count + newly_arisen_count
        end as computed_closing_count
    from told

)

select
    area_list, reporting_unit_code, round, review_year, household_group, unit,
    told_opening_count as opening_count, escaped_count, passed_line_count, to_other_group_count, other_decrease_count,
    from_other_group_count, fell_back_count, newly_arisen_count, other_increase_count,
    told_closing_count as closing_count, computed_closing_count,
    told_closing_count - computed_closing_count as closing_difference_count,
    period, status, submission_id
from balanced
-- Beginning and end alone are a review, which has its own table.
where num_nonnulls(
    escaped_count, to_other_group_count, other_decrease_count, from_other_group_count, fell_back_count,
    newly_arisen_count, other_increase_count
) > 0
