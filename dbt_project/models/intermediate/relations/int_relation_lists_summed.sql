-- Grain: submission × number with a list of parts. Three or more amounts of one thing in one paragraph, the first "gồm"
-- the others, and about as much as they are together: "8 tỷ đồng, gồm ngân sách tỉnh …, ngân sách huyện …".
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with lists as (

    select
        submission_id, subject, unit, (array_agg(measure order by document_order))[1] as measure, project, subproject,
        component, fund_source, capital_type, budget_year, period, breakdown, place,
        array_agg(figure_id order by document_order) as figure_ids,
        array_agg(value order by document_order) as amounts,
        array_agg(value_text order by document_order) as texts,
        array_agg(quote order by document_order) as quotes,
        (array_agg(printed_unit order by document_order))[1] as printed_unit,
        min(printed_unit) as finest_unit,
        count(*) - 1 as part_count,
        max(value) as highest,
        sum(value) as total
    from {{ ref('int_figures_measured') }}
    where
        paragraph is not null and bound = 'exact' and presence = 'stated'
        and unit not in ('percent', 'pp', 'date', 'month', 'years', 'months')
    group by
        submission_id, subject, paragraph, unit,
        -- What kind of projects they are is told of the parts alone.
        case when unit <> 'projects' then measure end, kind, project, subproject, component, policy, dimension,
        fund_source, capital_type, budget_year, period, breakdown, place
    having count(*) >= 3

),

worded as (

    select
        *, total - amounts[1] as computed,
        split_part(split_part(quotes[1], texts[1], 2), texts[2], 1)
        || split_part(split_part(quotes[2], texts[1], 2), texts[2], 1) as words_between
    from lists
    where amounts[1] = highest and highest > 0 and (total - amounts[1]) / highest between 0.9 and 1.25

)

select
    worded.submission_id, 'SUM-018' as rule, worded.measure, worded.project, worded.subproject, worded.component,
    worded.fund_source, worded.capital_type, worded.budget_year, worded.period, worded.breakdown, worded.place,
    worded.subject, worded.unit, worded.figure_ids[1:1] as stated_figure_ids,
    worded.figure_ids[2:] as other_figure_ids, worded.amounts[1] as stated, worded.computed,
    worded.printed_unit / 2 as tolerance,
    greatest(worded.printed_unit, worded.part_count * worded.finest_unit / 2) as note_tolerance, 'equal' as sense,
    true as is_complete, '' as cause_key,
    jsonb_build_object('parts', jsonb_build_array(
        {%- for number in range(2, 12) %}
        jsonb_build_object(
            'kind', 'number', 'part', {{ number - 1 }}, 'value', coalesce(worded.amounts[{{ number }}], 0)
        ){{ ',' if not loop.last }}
        {%- endfor %}
    )) as details
from worded
left join {{ ref('int_relation_brackets_summed') }} as bracketed
    on worded.submission_id = bracketed.submission_id and worded.figure_ids[1] = bracketed.stated_figure_ids[1]
where bracketed.rule is null and worded.words_between ~* '(gồm|chia ra|chia theo|phân theo)'
