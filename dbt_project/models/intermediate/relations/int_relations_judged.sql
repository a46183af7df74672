-- Grain: submission × relation. The verdict on each relation, the rule it is told under, and the cause it shares with
-- others: of one cause one relation is told (`is_main`), the others stand in its `related`.
{{ kept_by_submission() }}

with lines_held as (

    {{ of_changed_submissions('int_capital_lines_held') }}
    where stated.reason = 'unsupported'

),

held as (

    select submission_id, array_agg(figure_id) as figure_ids
    from lines_held
    group by submission_id

),

ranked as (

    select
        told.*,
        labelled.cause_id,
        jsonb_build_object(
            'measure', told.measure, 'measure_vi', indicators.label_vi, 'measure_en', indicators.label_en,
            'project', told.project, 'subproject', told.subproject, 'component', told.component,
            'fund_source', told.fund_source, 'capital_type', told.capital_type,
            'budget_year', told.budget_year, 'place', told.place,
            'breakdown', case when told.rule like 'SUM-%' or told.rule = 'RAT-008' then '' else told.breakdown end,
            'is_capital', case when told.subject = 'capital' then 'yes' else '' end
        ) as line,
        -- The highest line tells most; of equal ones the type that carries the difference, then the widest source.
        row_number() over (
            partition by told.submission_id, labelled.cause_id
            order by
                told.rule <> 'SUM-011', told.component <> '', told.subproject <> '', told.project <> '',
                case
                    when told.rule = 'CAP-001' then (told.capital_type = 'all')::int
                    else (told.capital_type <> 'all')::int
                end,
                case told.measure when 'assigned' then 1 when 'planned' then 1 else 2 end,
                told.fund_source <> 'all', abs(told.difference) desc, told.relation_id
        ) as importance
    from {{ ref('int_relations_ruled') }} as told
    left join {{ ref('stg_registry__indicators') }} as indicators on told.measure = indicators.indicator
    left join {{ ref('int_relation_causes_shared') }} as labelled
        on told.submission_id = labelled.submission_id and told.relation_id = labelled.relation_id

),

related as (

    select
        submission_id, cause_id,
        jsonb_agg(
            jsonb_build_object('line', line, 'unit', unit, 'stated', stated, 'computed', computed)
            order by importance
        ) filter (where importance > 1) as related,
        string_agg(array_to_string(stated_figure_ids || other_figure_ids, ';'), ';' order by importance) as figure_ids
    from ranked
    where cause_id is not null
    group by submission_id, cause_id

)

select
    ranked.submission_id,
    ranked.relation_id,
    ranked.rule,
    ranked.subject,
    coalesce(
        related.figure_ids, array_to_string(ranked.stated_figure_ids || ranked.other_figure_ids, ';')
    ) as figure_ids,
    figures.locator as location,
    ranked.stated,
    ranked.computed,
    ranked.difference,
    ranked.tolerance,
    ranked.unit,
    ranked.verdict,
    ranked.cause_id,
    ranked.cause_id is null or ranked.importance = 1 as is_main,
    ranked.line,
    ranked.details,
    coalesce(related.related, '[]'::jsonb) as related,
    -- Whether a line of it stays out of the rollups.
    ranked.rule like 'SUM-%' and ranked.verdict = 'mismatch'
    and coalesce(
        held.figure_ids && coalesce(
            string_to_array(related.figure_ids, ';'), ranked.stated_figure_ids || ranked.other_figure_ids
        ),
        false
    ) as is_line_held
from ranked
left join held on ranked.submission_id = held.submission_id
left join related
    on ranked.submission_id = related.submission_id and ranked.cause_id = related.cause_id
left join {{ ref('int_figures_measured') }} as figures
    on ranked.submission_id = figures.submission_id and ranked.stated_figure_ids[1] = figures.figure_id
