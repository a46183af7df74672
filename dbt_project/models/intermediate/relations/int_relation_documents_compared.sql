-- Grain: submission × quantity × document, sheet or table that tells it otherwise. One quantity told with one value in
-- the report and with another in a workbook (or in two sheets of one). What one document tells twice is DUP-001 to 003.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with proven as (

    select distinct submission_id, unnest(figure_ids) as figure_id
    from {{ ref('int_capital_readings_compared') }}
    where is_proven

),

compared as (

    select
        *,
        first_value(value) over quantity as first_value,
        first_value(printed_unit) over quantity as first_printed_unit,
        first_value(document_order) over quantity as first_document_order,
        first_value(status) over quantity as first_status
    from {{ ref('int_quantities_told_by_documents') }}
    window quantity as (
        partition by
            submission_id, subject, measure, project, subproject, component, policy, dimension, fund_source, line_type,
            budget_year, line_period, kind, breakdown, place, unit
        order by document_order
    )

),

differing as (

    select
        compared.*, figures.figure_id, figures.locator, first_figures.figure_id as first_figure_id,
        first_figures.locator as first_locator
    from compared
    inner join {{ ref('int_figures_measured') }} as figures
        on compared.submission_id = figures.submission_id and compared.document_order = figures.document_order
    inner join {{ ref('int_figures_measured') }} as first_figures
        on compared.submission_id = first_figures.submission_id
        and compared.first_document_order = first_figures.document_order
    where
        compared.document_order <> compared.first_document_order
        and (compared.status = compared.first_status or compared.status = '' or compared.first_status = '')

),

-- Where one of both closes the sums it is the computed one, and the other gives way.
directed as (

    select
        differing.*,
        proven.figure_id is not null and first_proven.figure_id is null as is_settled,
        first_proven.figure_id is not null and proven.figure_id is null as is_settled_for_first
    from differing
    left join proven
        on differing.submission_id = proven.submission_id and differing.figure_id = proven.figure_id
    left join proven as first_proven
        on differing.submission_id = first_proven.submission_id and differing.first_figure_id = first_proven.figure_id

)
{% for stated, other, condition in [('first_', '', 'not is_settled_for_first'), ('', 'first_', 'is_settled_for_first')] %}
select
    submission_id, case when is_settled or is_settled_for_first then 'DUP-005' else 'DUP-004' end as rule, measure,
    project, subproject, component, fund_source, line_type as capital_type, budget_year, line_period as period,
    breakdown, place, subject, unit,
    array[{{ stated }}figure_id] as stated_figure_ids, array[{{ other }}figure_id] as other_figure_ids,
    {{ stated }}value as stated, {{ other }}value as computed,
    -- 98,8 tỷ is a rounding, or a cutting off, of 98.801 triệu.
    greatest(printed_unit, first_printed_unit) as tolerance, greatest(printed_unit, first_printed_unit) as note_tolerance,
    'equal' as sense, true as is_complete, '' as cause_key,
    jsonb_build_object(
        'told', jsonb_build_object(
            'place', regexp_replace({{ stated }}locator, ':\d+-\d+$', ''),
            'other_place', regexp_replace({{ other }}locator, ':\d+-\d+$', '')
        )
    ) as details
from directed
where {{ condition }}
{{- '\n\nunion all' if not loop.last }}
{%- endfor %}
