-- Grain: submission × number with a bracket of parts. A number whose bracket tells two or more of the same thing, and
-- nothing else, is their sum: "387 học viên (nghề nông nghiệp 210 học viên; nghề phi nông nghiệp 168 học viên)".
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        row_number() over paragraph_order as row_order,
        -- A quote is cut off at some length; those of the next numbers go on.
        array[quote, lead(quote) over paragraph_order, lead(quote, 2) over paragraph_order] as quotes
    from {{ ref('int_figures_measured') }}
    where paragraph is not null and bound = 'exact' and unit not in ('percent', 'pp', 'date', 'month')
    window paragraph_order as (partition by submission_id, paragraph order by document_order)

),

-- Each bracket with the words before it. One pattern for all: another for each number would be compiled for each.
bracketed as (

    select
        figures.*, quoted.number * 1000 + found.number as place_in_paragraph,
        found.told[1] as lead_in, found.told[2] as bracket
    from figures
    cross join unnest(figures.quotes) with ordinality as quoted (quote, number)
    cross join regexp_matches(
        case when strpos(quoted.quote, '(') > 0 and strpos(quoted.quote, figures.value_text) > 0 then quoted.quote end,
        '([^()]{1,60})\(([^()]*)\)', 'g'
    ) with ordinality as found (told, number)

),

worded as (

    select *, substring(lead_in from '[^().;:0-9]{0,40}$') as words
    from bracketed

),

matched as (

    select distinct on (submission_id, figure_id) *
    from worded
    where
        right(lead_in, length(value_text) + length(words)) = value_text || words
        and substr(lead_in, length(lead_in) - length(words) - length(value_text), 1) !~ '[0-9.,]'
    order by submission_id, figure_id, place_in_paragraph

),

opened as (

    select *, character_number + length(value_text) + length(words) + 1 as bracket_start
    from matched
    where bracket !~* '(trong đó|riêng|chủ yếu)'

),

summed as (

    select
        whole.submission_id, whole.figure_id, sum(part.value) as computed,
        max(part.printed_unit) as part_printed_unit, count(*) as part_count,
        array_agg(part.figure_id order by part.document_order) as part_figure_ids,
        jsonb_agg(
            jsonb_build_object('kind', 'number', 'part', part.row_order, 'value', part.value) order by part.row_order
        ) as parts
    from opened as whole
    inner join figures as part
        using (
            submission_id, paragraph, indicator, unit, kind, project, subproject, component, policy, dimension,
            fund_source, capital_type, budget_year, period, place
        )
    where
        -- Groups that exclude each other, as poor and near-poor households do.
        (part.breakdown = whole.breakdown
            or (whole.breakdown = '' and part.breakdown in ('poor', 'near_poor', 'newly_escaped')))
        and part.character_number between whole.bracket_start and whole.bracket_start + length(whole.bracket)
    group by whole.submission_id, whole.figure_id, whole.bracket
    having count(*) >= 2 and count(*) = regexp_count(whole.bracket, '[0-9][0-9.,]*')

)

select
    whole.submission_id, 'SUM-018' as rule, whole.measure, whole.project, whole.subproject, whole.component,
    whole.fund_source, whole.capital_type, whole.budget_year, whole.period, whole.breakdown, whole.place,
    whole.subject, whole.unit, array[whole.figure_id] as stated_figure_ids,
    summed.part_figure_ids as other_figure_ids, whole.value as stated, summed.computed,
    whole.printed_unit / 2 as tolerance,
    greatest(whole.printed_unit, summed.part_count * summed.part_printed_unit / 2) as note_tolerance,
    'equal' as sense,
    -- A bracket may leave some out; one that comes close was meant to hold all.
    summed.computed >= 0.9 * whole.value as is_complete, '' as cause_key,
    jsonb_build_object('parts', summed.parts) as details
from opened as whole
inner join summed using (submission_id, figure_id)
-- Groups that overlap add to far more than the whole.
where summed.computed <= 1.1 * whole.value
