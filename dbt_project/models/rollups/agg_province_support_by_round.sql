-- One row per area view, area list, province, round, support year, policy, project and breakdown.
-- Who was supported, with what money and loans, summed over the units that tell it with one value.
with lines as (

    select * from {{ ref('fct_support_to_date') }}
    where indicator in ('policy_spending', 'policy_beneficiaries', 'loans_disbursed', 'loan_borrowers')

),

{{ units_and_coverage() }},

side_by_side as (

    select
        area_list, reporting_unit_code, round, support_year, policy, project, breakdown,
        {%- for name, indicator, unit in support_measures() %}
        max(value) filter (where indicator = '{{ indicator }}' and unit = '{{ unit }}') as {{ name }},
        {%- endfor %}
        bool_and(presence = 'not_applicable') as is_not_applicable,
        bool_or(value_count > 1) as is_unclear
    from lines
    group by area_list, reporting_unit_code, round, support_year, policy, project, breakdown

),

summed as (

    select
        {{ province_round() }}, told.support_year, told.policy, told.project, told.breakdown,
        {%- for name, indicator, unit in support_measures() %}
        sum(told.{{ name }} * units.weight) as {{ name }},
        {%- endfor %}
        {{ ratio_sides('told.spending_vnd', 'told.beneficiary_households_count', ('spending', 'households'), 'sum') }}
        bool_and(units.is_exact) as is_exact,
        count(*) filter (where not told.is_not_applicable) as reporting_unit_count,
        count(*) filter (where told.is_not_applicable) as not_applicable_unit_count,
        count(*) filter (where told.is_unclear) as unclear_unit_count
    from side_by_side as told
    inner join units using (area_list, reporting_unit_code, round)
    group by {{ province_round() }}, told.support_year, told.policy, told.project, told.breakdown

)

select
    {{ province_columns('summed.support_year, summed.policy, summed.project, summed.breakdown') }},
    {%- for name, indicator, unit in support_measures() %}
    summed.{{ name }}::{{ 'numeric(20, 0)' if unit == 'vnd' else 'bigint' }} as {{ name }},
    {%- endfor %}
    {{ amount_of_each('summed.spending_of_households_sum', 'summed.households_of_spending_sum') }}::numeric(20, 2)
        as spending_per_household_vnd,
    summed.is_exact, {{ coverage_columns('accepted_support_unit_count') }},
    summed.reporting_unit_count::integer as reporting_unit_count,
    summed.not_applicable_unit_count::integer as not_applicable_unit_count,
    summed.unclear_unit_count::integer as unclear_unit_count,
    summed.reporting_unit_count + summed.not_applicable_unit_count = coverage.expected_unit_count
    and summed.unclear_unit_count = 0 as is_complete
from summed
{{ join_coverage('summed') }}
