-- Grain: submission × household count, rate or change × kind × place × group × dimension × review year × status × unit.
-- What is told with one value; a quantity told with two is a finding of its own. Of several rates told of a review, the
-- one that its households give is the rate: another is of another year, or wrong.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select *, left(period, 4) as review_year
    from {{ ref('int_figures_measured') }}
    where
        bound = 'exact' and not is_superseded and project = ''
        and measure in (
            'total_households', 'poor_households', 'near_poor_households', 'poor_household_rate',
            'near_poor_household_rate', 'poor_household_rate_change', 'near_poor_household_rate_change',
            'multidimensional_poverty_rate', 'multidimensional_poverty_rate_change', 'total_population', 'poor_people',
            'near_poor_people', 'poor_people_rate', 'near_poor_people_rate', 'average_living_households',
            'average_living_people', 'average_living_household_rate', 'average_living_people_rate',
            'deprived_households', 'deprived_household_rate'
        )

),

counts as (

    select submission_id, measure, kind, place, breakdown, review_year, status, min(value) as value
    from figures
    where measure in ('total_households', 'poor_households', 'near_poor_households')
    group by submission_id, measure, kind, place, breakdown, review_year, status
    having min(value) = max(value)

),

computed as (

    select
        part.submission_id, regexp_replace(part.measure, 's$', '_rate') as measure, part.kind, part.place,
        part.breakdown, part.review_year, part.status, 100 * part.value / whole.value as computed_rate
    from counts as part
    inner join counts as whole
        using (submission_id, kind, place, breakdown, review_year, status)
    where
        whole.measure = 'total_households' and whole.value > 0
        and part.measure in ('poor_households', 'near_poor_households')

),

compared as (

    select
        figures.*,
        abs(figures.value - computed.computed_rate) <= figures.printed_unit as is_given_by_households
    from figures
    left join computed
        using (submission_id, measure, kind, place, breakdown, review_year, status)

),

preferred as (

    select *, coalesce(is_given_by_households, false) = bool_or(coalesce(is_given_by_households, false)) over (
        partition by submission_id, measure, kind, place, breakdown, dimension, review_year, status, unit
    ) as is_preferred
    from compared

)

select
    submission_id, measure, kind, place, breakdown, dimension, review_year, status, unit,
    min(figure_id) as figure_id, min(value) as value, min(printed_unit) as printed_unit,
    min(subject) as subject
from preferred
where is_preferred
group by submission_id, measure, kind, place, breakdown, dimension, review_year, status, unit
having min(value) = max(value)
