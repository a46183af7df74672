-- Grain: submission × quantity told with two values × value not used; `computed` is the other, which may close sums.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with readings as (

    select * from {{ ref('int_capital_readings_compared') }} where is_doubled

),

settled as (

    select
        beaten.submission_id, 'DUP-001' as rule, beaten.measure, beaten.project, beaten.subproject, beaten.component,
        beaten.fund_source, beaten.capital_type, beaten.budget_year, beaten.period, '' as place, 'capital' as subject,
        'vnd' as unit, beaten.value as stated, beaten.figure_ids, closing.value as computed,
        closing.figure_ids as computed_figure_ids
    from readings as beaten
    inner join readings as closing
        using (
            submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year, period
        )
    where closing.is_proven and not beaten.is_proven

),

unsettled as (

    select
        submission_id, 'DUP-002' as rule, measure, project, subproject, component, fund_source, capital_type,
        budget_year, period, '' as place, 'capital' as subject, 'vnd' as unit, value as stated, figure_ids,
        lead(value) over line as computed, lead(figure_ids) over line as computed_figure_ids
    from readings
    where not is_decided
    window line as (
        partition by submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year,
            period
        order by document_order
    )

),

doubled as (

    select * from settled
    union all
    select * from unsettled
    where computed is not null
    union all
    select * from {{ ref('int_household_counts_doubled') }}

),

-- What two documents tell differently is a finding that names both (DUP-004), and told once.
told_by_documents as (

    select submission_id, stated_figure_ids[1] as figure_id, other_figure_ids[1] as other_figure_id
    from {{ ref('int_relation_documents_compared') }}
    union
    select submission_id, other_figure_ids[1] as figure_id, stated_figure_ids[1] as other_figure_id
    from {{ ref('int_relation_documents_compared') }}

)

select
    doubled.*,
    jsonb_build_object(
        'told', jsonb_build_object(
            'place', coalesce(stated_figure.paragraph, stated_figure.locator),
            'other_place', coalesce(computed_figure.paragraph, computed_figure.locator)
        )
    ) as details
from doubled
inner join {{ ref('int_figures_measured') }} as stated_figure
    on doubled.submission_id = stated_figure.submission_id and doubled.figure_ids[1] = stated_figure.figure_id
inner join {{ ref('int_figures_measured') }} as computed_figure
    on doubled.submission_id = computed_figure.submission_id
    and doubled.computed_figure_ids[1] = computed_figure.figure_id
left join told_by_documents
    on doubled.submission_id = told_by_documents.submission_id
    and doubled.figure_ids[1] = told_by_documents.figure_id
    and doubled.computed_figure_ids[1] = told_by_documents.other_figure_id
where told_by_documents.submission_id is null
