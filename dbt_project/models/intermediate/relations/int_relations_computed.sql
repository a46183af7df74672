-- Grain: submission × relation. Everything the figures of a submission imply about each other, each once.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with told_once as (

    select
        *,
        -- A line that can only have one type, or one source, is in two cells: one relation, not two.
        row_number() over (
            partition by submission_id, rule, stated, computed, stated_figure_ids, other_figure_ids
            order by fund_source <> 'all', capital_type <> 'all', fund_source, capital_type
        ) as repetition
    from {{ ref('int_relations_united') }}

)

select
    submission_id,
    concat_ws('|', rule, {{ relation_line() }}, stated_figure_ids[1], other_figure_ids[1]) as relation_id,
    rule, {{ relation_line() }}, {{ relation_judgement() }}
from told_once
where repetition = 1
