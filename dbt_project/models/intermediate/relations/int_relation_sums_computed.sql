-- Grain: submission × sum. What the parts add to, and how much of a difference printing explains.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with terms as (
{% for family in [
    'source', 'type', 'project', 'ceiling', 'year', 'stage', 'origin', 'group', 'member', 'place', 'rate',
] %}
    select {{ term_columns() }} from {{ ref('int_relation_terms_by_' ~ family) }}
    {{- '\n    union all' if not loop.last }}
{%- endfor %}

),

summed as (

    select
        submission_id, rule, {{ relation_line() }}, subject, unit, stated, stated_figure_ids,
        sum(part_value) as computed,
        string_to_array(string_agg(array_to_string(part_figure_ids, ';'), ';' order by part), ';') as part_figure_ids,
        jsonb_agg(jsonb_build_object('kind', part_kind, 'part', part, 'value', part_value) order by part) as parts,
        bool_and(is_complete) as is_complete,
        -- Half a unit of the last digit printed of the whole; an amount of one such unit may be parts of less than half.
        case when unit = 'vnd' and abs(stated) <= stated_printed_unit then stated_printed_unit else stated_printed_unit / 2 end
            as tolerance,
        -- A note and no more: a digit cut off the whole, or parts that were each rounded. Who prints decimals prints them
        -- where there are any, so the finest part tells how the parts were rounded.
        greatest(
            stated_printed_unit,
            stated_printed_unit / 2
                + count(*) filter (where part_value <> 0) * coalesce(min(part_printed_unit) filter (where part_value <> 0), 0)
                    / 2
        ) as note_tolerance
    from terms
    group by
        submission_id, rule, {{ relation_line() }}, subject, unit, stated, stated_printed_unit, stated_figure_ids

),

-- Groups that add to another count of the paragraph are groups of that one: "345 nhà (xây 260, sửa 85), cộng 465 nhà".
sums_of_others as (

    select summed.submission_id, summed.rule, summed.stated_figure_ids, summed.computed
    from summed
    inner join {{ ref('int_figures_measured') }} as whole
        on summed.submission_id = whole.submission_id and summed.stated_figure_ids[1] = whole.figure_id
    inner join {{ ref('int_figures_measured') }} as other_whole
        on whole.submission_id = other_whole.submission_id
        and whole.paragraph = other_whole.paragraph
        and whole.indicator = other_whole.indicator
        and whole.unit = other_whole.unit
        and whole.value <> other_whole.value
        and summed.computed = other_whole.value
    where summed.rule in ('SUM-010', 'SUM-016')
    group by summed.submission_id, summed.rule, summed.stated_figure_ids, summed.computed

)

select summed.*
from summed
left join sums_of_others using (submission_id, rule, stated_figure_ids, computed)
where sums_of_others.rule is null
