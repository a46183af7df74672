-- One row per submission and figure.
-- Every figure with its dimensions filled, what the sums prove of its capital type, and whether another beats it.
{{ kept_by_submission(indexes=[{'columns': ['submission_id']}]) }}

with described as (

    select * from {{ ref('int_figures_described') }}

),

superseded as (

    select * from {{ ref('int_figures_superseded') }}

),

proven as (

    select * from {{ ref('int_capital_types_proven') }}

)

select
    described.submission_id, described.figure_id, described.subject, described.indicator, described.project,
    described.subproject, described.component, described.policy, described.dimension, described.fund_source,
    described.capital_type, described.reported_capital_type,
    coalesce(nullif(described.capital_type_inferred, ''), proven.proven_capital_type, '') as capital_type_inferred,
    case
        when described.subject <> 'capital' then described.capital_type
        when described.capital_type_inferred <> '' then described.capital_type_inferred
        when proven.proven_capital_type is not null then proven.proven_capital_type
        when described.capital_type <> 'all' then described.capital_type
        when described.component = 'infrastructure_investment' then 'investment'
        when described.component = 'maintenance' then 'recurrent'
        else 'all'
    end as effective_capital_type,
    superseded.figure_id is not null as is_superseded,
    described.budget_year, described.period, described.as_of, described.kind, described.status, described.bound,
    described.presence, described.breakdown, described.narrowing_breakdown, described.place, described.value,
    described.unit, described.value_text, described.unit_text, described.quote, described.locator, described.rule,
    described.location_paragraph, described.paragraph_number, described.character_number
from described
left join superseded
    on described.submission_id = superseded.submission_id and described.figure_id = superseded.figure_id
left join proven
    on described.submission_id = proven.submission_id and described.figure_id = proven.figure_id
