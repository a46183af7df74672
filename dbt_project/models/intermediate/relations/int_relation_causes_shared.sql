-- Grain: submission × relation that does not hold. The cause it shares with others.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

{%- set rounds = 3 %}

-- Contradictions that share a figure come from one cause; those with a key of their own say so themselves.
with labelled_0 as (

    select
        submission_id, relation_id,
        case when left(rule, 3) in ('SUM', 'CAP') and cause_key = '' then left(rule, 3) || verdict else relation_id end
            as cause_class,
        coalesce(nullif(cause_key, ''), relation_id) as cause_id
    from {{ ref('int_relations_ruled') }}
    where verdict in ('mismatch', 'truncated')

),

links as (

    select submission_id, relation_id, unnest(stated_figure_ids || other_figure_ids) as figure_id
    from {{ ref('int_relations_ruled') }}
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

){{ ',' if not loop.last }}
{%- endfor %}

select submission_id, relation_id, cause_class, cause_id from labelled_{{ rounds }}
