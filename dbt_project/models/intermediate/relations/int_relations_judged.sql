-- Grain: submission × relation. The verdict on each relation, the rule it is told under, and the cause it shares with
-- others: of one cause one relation is told (`is_main`), the others stand in its `related`.
{{ config(materialized='table') }}

{%- set rounds = 3 %}

with computed as (

    select *, stated - computed as difference
    from {{ ref('int_relations_computed') }}

),

judged as (

    select
        *,
        case
            when sense = 'never' then 'mismatch'
            when sense = 'at_least' then case when computed > stated then 'mismatch' else 'ok' end
            when sense = 'at_most' then case when difference > tolerance then 'mismatch' else 'ok' end
            when abs(difference) <= tolerance then 'ok'
            when abs(difference) <= note_tolerance then 'truncated'
            -- Parts beyond the whole contradict it whatever else there is; parts short of it only when all are told.
            when computed > stated or is_complete then 'mismatch'
            else 'incomplete'
        end as verdict
    from computed

),

told_under_rules as (

    select
        submission_id, relation_id, {{ relation_line() }}, subject, unit, stated_figure_ids, other_figure_ids, stated,
        computed, difference, tolerance, verdict, cause_key, details,
        case
            when verdict = 'truncated' and rule in ('RAT-001', 'RAT-003', 'RAT-004') then 'RAT-002'
            when verdict = 'truncated' and rule like 'SUM-%' then 'SUM-013'
            when
                verdict = 'mismatch' and rule in ('SUM-001', 'SUM-002') and project = '' and is_complete
                and measure in ('assigned', 'planned', 'available', 'disbursed')
                and abs(difference) > 0.01 * greatest(abs(stated), abs(computed))
                then 'SUM-011'
            else rule
        end as rule
    from judged

),

-- Contradictions that share a figure come from one cause; those with a key of their own say so themselves.
labelled_0 as (

    select
        submission_id, relation_id,
        case when left(rule, 3) in ('SUM', 'CAP') and cause_key = '' then left(rule, 3) || verdict else relation_id end
            as cause_class,
        coalesce(nullif(cause_key, ''), relation_id) as cause_id
    from told_under_rules
    where verdict in ('mismatch', 'truncated')

),

links as (

    select submission_id, relation_id, unnest(stated_figure_ids || other_figure_ids) as figure_id
    from told_under_rules
    where verdict in ('mismatch', 'truncated')

),

{%- for round in range(rounds) %}

spread_{{ round }} as (

    select labelled.submission_id, labelled.cause_class, links.figure_id, min(labelled.cause_id) as cause_id
    from labelled_{{ round }} as labelled
    inner join links
        on labelled.submission_id = links.submission_id and labelled.relation_id = links.relation_id
    group by labelled.submission_id, labelled.cause_class, links.figure_id

),

labelled_{{ round + 1 }} as (

    select
        labelled.submission_id, labelled.relation_id, labelled.cause_class,
        min(least(labelled.cause_id, spread.cause_id)) as cause_id
    from labelled_{{ round }} as labelled
    inner join links
        on labelled.submission_id = links.submission_id and labelled.relation_id = links.relation_id
    inner join spread_{{ round }} as spread
        on labelled.submission_id = spread.submission_id
        and labelled.cause_class = spread.cause_class
        and links.figure_id = spread.figure_id
    group by labelled.submission_id, labelled.relation_id, labelled.cause_class

),
{%- endfor %}

ranked as (

    select
        told.*,
        labelled.cause_id,
        jsonb_build_object(
            'measure', told.measure, 'project', told.project, 'subproject', told.subproject,
            'component', told.component, 'fund_source', told.fund_source, 'capital_type', told.capital_type,
            'budget_year', told.budget_year, 'place', told.place,
            'breakdown', case when told.rule like 'SUM-%' then '' else told.breakdown end,
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
    from told_under_rules as told
    left join labelled_{{ rounds }} as labelled
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
    coalesce(related.related, '[]'::jsonb) as related
from ranked
left join related
    on ranked.submission_id = related.submission_id and ranked.cause_id = related.cause_id
left join {{ ref('int_figures_measured') }} as figures
    on ranked.submission_id = figures.submission_id and ranked.stated_figure_ids[1] = figures.figure_id
