-- One row per area list, reporting unit, round and review year.
-- What a household review found. A count told with two values that nothing decides between is left out.
with standards as (

    select * from {{ ref('stg_registry__poverty_standards') }}

),

chosen as (

    {{ of_changed_unit_rounds('int_poverty_measures_chosen') }}

),

measures as (

    select
        area_list, reporting_unit_code, round, review_year, measure, max(value) as value,
        bool_or(status = 'preliminary') as is_preliminary,
        bool_and(status = 'official') as is_official,
        min(submission_id) as submission_id
    from chosen
    group by area_list, reporting_unit_code, round, review_year, measure
    having min(value) = max(value)

),

reviews as (

    select
        area_list, reporting_unit_code, round, review_year,
        {%- for measure in poverty_counts() %}
        max(value) filter (where measure = '{{ measure }}')::bigint as {{ measure }},
        {%- endfor %}
        {%- for measure in reported_poverty_measures() %}
        max(value) filter (where measure = '{{ measure }}')::numeric(7, 2) as {{ measure }},
        {%- endfor %}
        case when bool_or(is_preliminary) then 'preliminary' when bool_and(is_official) then 'official' end as status,
        min(submission_id) as submission_id
    from measures
    group by area_list, reporting_unit_code, round, review_year

)

select
    reviews.area_list, reviews.reporting_unit_code, reviews.round, reviews.review_year,
    {%- for measure in poverty_counts() %}
    reviews.{{ measure }},
    {%- endfor %}
    -- The programme calls poor and near-poor households together poor in several dimensions.
    reviews.poor_households_count + reviews.near_poor_households_count as multidimensional_poor_households_count,
    {%- for measure in reported_poverty_measures() %}
    reviews.{{ measure }},
    {%- endfor %}
    reviews.status,
    -- A year without a row was reviewed under two standards, and no report says which it counts by.
    standards.standard,
    reviews.submission_id
from reviews
left join standards
    on reviews.review_year between standards.first_review_year and standards.last_review_year
