-- Grain: submission × figure × rule about who may have what. More communes than the unit has in that year, and money of
-- a project that the same report calls not applicable.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select * from {{ ref('int_figures_measured') }}

),

communes as (

    select
        submissions.submission_id, areas.valid_to_date
    from {{ ref('int_submissions_received') }} as submissions
    inner join {{ ref('stg_registry__areas') }} as areas
        on submissions.area_list = areas.area_list and submissions.reporting_unit_code = areas.parent_code
    where areas.level = 'commune'

),

years as (

    select distinct submission_id, left(period, 4) as year_text
    from figures
    where unit = 'communes' and period ~ '^\d{4}'

),

communes_of_year as (

    select years.submission_id, years.year_text, count(*) as commune_count
    from years
    inner join communes on years.submission_id = communes.submission_id
    where communes.valid_to_date is null or communes.valid_to_date >= make_date(years.year_text::int, 1, 1)
    group by years.submission_id, years.year_text

),

too_many_communes as (

    select
        figures.*, 'ELI-001' as broken_rule, communes_of_year.commune_count as computed,
        null::text as other_figure_id
    from figures
    inner join communes_of_year
        on figures.submission_id = communes_of_year.submission_id
        and left(figures.period, 4) = communes_of_year.year_text
    where figures.unit = 'communes' and figures.value > communes_of_year.commune_count

),

not_applicable as (

    select submission_id, project, subproject, budget_year, min(figure_id) as figure_id
    from figures
    where subject = 'capital' and presence = 'not_applicable' and project <> '' and component = ''
    group by submission_id, project, subproject, budget_year

),

money_without_a_right as (

    select
        figures.*, 'ELI-003' as broken_rule, 0 as computed, not_applicable.figure_id as other_figure_id
    from figures
    inner join not_applicable
        on figures.submission_id = not_applicable.submission_id
        and figures.project = not_applicable.project
        and not_applicable.subproject in ('', figures.subproject)
        and figures.budget_year = not_applicable.budget_year
    where figures.subject = 'capital' and figures.unit = 'vnd' and figures.value > 0

)
{% for family in ['too_many_communes', 'money_without_a_right'] %}
select
    submission_id, broken_rule as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array_remove(array[other_figure_id], null) as other_figure_ids, value as stated, computed::numeric as computed,
    0::numeric as tolerance, 0::numeric as note_tolerance, 'never' as sense, true as is_complete,
    -- A project without a right is one thing to mend however many amounts it has.
    case when broken_rule = 'ELI-003' then concat_ws('|', broken_rule, project, subproject) else '' end as cause_key,
    '{}'::jsonb as details
from {{ family }}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
