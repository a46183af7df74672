-- Grain: submission × household count, rate or change × kind × place × group × dimension × review year × status × unit.
-- What is told with one value; a quantity told with two is a finding of its own.
with figures as (

    select * from {{ ref('int_figures_measured') }}
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

)

select
    submission_id, measure, kind, place, breakdown, dimension, left(period, 4) as review_year, status, unit,
    min(figure_id) as figure_id, min(value) as value, min(printed_unit) as printed_unit,
    min(subject) as subject
from figures
group by submission_id, measure, kind, place, breakdown, dimension, left(period, 4), status, unit
having min(value) = max(value)
