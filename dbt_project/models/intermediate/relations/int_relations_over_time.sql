-- Grain: submission × relation. What a submission says against earlier rounds of its unit and against its neighbours, in
-- the shape of int_relations_judged: of one cause one relation is told, the others stand in its `related`.
{{ kept_by_submission(changed='int_submissions_affected') }}

with compared as (
{% for model in ['windows', 'openings', 'changes', 'carry_overs', 'slips', 'peers'] %}
    select
        submission_id, rule, {{ relation_line() }}, subject, unit, figure_ids, stated, computed, tolerance, verdict,
        cause_key,
        {%- if model == 'peers' %}
        '' as earlier_round, '' as earlier_submission_id, '' as earlier_figure_id, neighbour_count, slip
        {%- else %}
        earlier_round, earlier_submission_id, earlier_figure_id, null::bigint as neighbour_count,
        {{ 'slip' if model == 'slips' else 'null::numeric as slip' }}
        {%- endif %}
    from {{ ref('int_relation_' ~ model ~ '_compared') }}
    {{- '\n    union all' if not loop.last }}
{%- endfor %}

),

identified as (

    select
        *,
        concat_ws('|', rule, {{ relation_line() }}, figure_ids[1]) as relation_id,
        case when verdict = 'mismatch' then coalesce(nullif(cause_key, ''), concat_ws('|', rule, measure)) end
            as cause_id,
        -- A line that can only have one type, or one source, is in two cells: one relation, not two.
        row_number() over (
            partition by submission_id, rule, stated, computed, figure_ids
            order by fund_source <> 'all', capital_type <> 'all', fund_source, capital_type, measure
        ) as repetition
    from compared

),

ranked as (

    select
        identified.*,
        jsonb_build_object(
            'measure', identified.measure, 'measure_vi', indicators.label_vi, 'measure_en', indicators.label_en,
            'project', identified.project, 'subproject', identified.subproject, 'component', identified.component,
            'fund_source', identified.fund_source, 'capital_type', identified.capital_type,
            'budget_year', identified.budget_year, 'place', identified.place, 'breakdown', identified.breakdown,
            'is_capital', case when identified.subject = 'capital' then 'yes' else '' end
        ) as line,
        row_number() over (
            partition by identified.submission_id, identified.cause_id
            order by
                identified.component <> '', identified.subproject <> '', identified.project <> '',
                identified.place <> '', identified.breakdown <> '', identified.fund_source <> 'all',
                identified.capital_type <> 'all', abs(identified.stated - identified.computed) desc,
                identified.relation_id
        ) as importance
    from identified
    left join {{ ref('stg_registry__indicators') }} as indicators on identified.measure = indicators.indicator
    where identified.repetition = 1

),

related as (

    select
        submission_id, cause_id,
        jsonb_agg(
            jsonb_build_object('line', line, 'unit', unit, 'stated', stated, 'computed', computed)
            order by importance
        ) filter (where importance > 1) as related,
        string_agg(array_to_string(figure_ids, ';'), ';' order by importance) as figure_ids
    from ranked
    where cause_id is not null
    group by submission_id, cause_id

)

select
    ranked.submission_id, ranked.relation_id, ranked.rule, ranked.subject,
    coalesce(related.figure_ids, array_to_string(ranked.figure_ids, ';')) as figure_ids,
    figures.locator as location, ranked.stated, ranked.computed, ranked.stated - ranked.computed as difference,
    ranked.tolerance, ranked.unit, ranked.verdict, ranked.cause_id,
    ranked.cause_id is null or ranked.importance = 1 as is_main, ranked.line,
    jsonb_build_object(
        'told', jsonb_build_object(
            'earlier_round', ranked.earlier_round, 'unit_count', ranked.neighbour_count,
            'times', case when ranked.slip < 1 then round(1 / ranked.slip) else ranked.slip end,
            'earlier_place', regexp_replace(earlier.locator, ':\d+-\d+$', '')
        )
    ) as details,
    coalesce(related.related, '[]'::jsonb) as related
from ranked
left join related
    on ranked.submission_id = related.submission_id and ranked.cause_id = related.cause_id
left join {{ ref('int_figures_resolved') }} as figures
    on ranked.submission_id = figures.submission_id and ranked.figure_ids[1] = figures.figure_id
left join {{ ref('int_figures_resolved') }} as earlier
    on ranked.earlier_submission_id = earlier.submission_id and ranked.earlier_figure_id = earlier.figure_id
