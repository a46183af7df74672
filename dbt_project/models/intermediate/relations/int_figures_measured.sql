-- Grain: submission × figure. What each figure measures, how exactly it was printed, and its order in the document.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    {{ of_changed_submissions('int_figures_resolved') }}

),

projects as (

    select project_code, capital_types_seen from {{ ref('stg_registry__projects') }}

),

placed as (

    select
        figures.submission_id,
        figures.figure_id,
        figures.indicator,
        regexp_replace(figures.indicator, '^capital_', '') as measure,
        figures.subject,
        figures.project,
        figures.subproject,
        figures.component,
        figures.policy,
        figures.dimension,
        figures.fund_source,
        figures.capital_type,
        figures.effective_capital_type,
        {{ usual_capital_type('figures.component', 'projects.capital_types_seen') }} as usual_capital_type,
        -- A line without a budget year is about the year reported on.
        coalesce(nullif(figures.budget_year, ''), left(figures.period, 4)) as budget_year,
        figures.budget_year as stated_budget_year,
        figures.period,
        figures.kind,
        figures.status,
        figures.bound,
        figures.presence,
        figures.narrowing_breakdown as breakdown,
        figures.place,
        figures.is_superseded,
        case
            when figures.component <> '' then 3
            when figures.subproject <> '' then 2
            when figures.project <> '' then 1
            else 0
        end as node_level,
        -- "Not applicable" adds nothing to a sum.
        case when figures.presence = 'not_applicable' then 0 else figures.value end as value,
        figures.unit,
        {{ printed_unit('figures.value_text', 'figures.unit_text') }} as printed_unit,
        figures.value_text,
        figures.quote,
        figures.locator,
        figures.rule as reading_rule,
        figures.location_paragraph as paragraph,
        figures.paragraph_number,
        figures.character_number
    from figures
    left join projects
        on projects.project_code = case when figures.subproject <> '' then figures.subproject else figures.project end

)

select
    *,
    row_number() over (
        partition by submission_id order by paragraph_number nulls last, character_number nulls last, figure_id
    ) as document_order
from placed
where value is not null
