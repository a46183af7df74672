-- Grain: submission × relation. The verdict on each relation, and the rule it is told under.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with computed as (

    select *, stated - computed as difference
    from {{ ref('int_relations_computed') }}

),

compared as (

    select
        computed.*, coalesce(explained.is_told_apart, false) as is_explained,
        explained.relation_id is not null as is_defensible
    from computed
    left join {{ ref('int_relations_explained') }} as explained
        on computed.submission_id = explained.submission_id and computed.relation_id = explained.relation_id

),

judged as (

    select
        *,
        case
            when sense = 'never' then 'mismatch'
            when sense = 'at_least' then case when computed > stated then 'mismatch' else 'ok' end
            when sense = 'at_most' then case when difference > tolerance then 'mismatch' else 'ok' end
            when abs(difference) <= tolerance then 'ok'
            -- One part alone that is short of the whole leaves room for another, however small.
            when
                abs(difference) <= note_tolerance
                and (is_complete or computed > stated or jsonb_array_length(details -> 'parts') > 1)
                then 'truncated'
            -- Parts beyond the whole contradict it whatever else there is; parts short of it only when all are told.
            when sense = 'equal' and computed > stated and not is_explained then 'mismatch'
            when is_complete and not is_explained then 'mismatch'
            else 'incomplete'
        end as verdict
    from compared

)

select
    submission_id, relation_id, {{ relation_line() }}, subject, unit, stated_figure_ids, other_figure_ids, stated,
    computed, difference, tolerance, verdict, cause_key, details,
    case
        when verdict = 'truncated' and rule in ('RAT-001', 'RAT-003', 'RAT-004', 'RAT-007', 'RAT-012') then 'RAT-002'
        when verdict = 'truncated' and (rule like 'SUM-%' or rule = 'RAT-008') then 'SUM-013'
        when
            verdict = 'mismatch' and rule in ('SUM-001', 'SUM-002') and project = '' and is_complete
                and not is_defensible
            and measure in ('assigned', 'planned', 'available', 'disbursed')
            and abs(difference) > 0.01 * greatest(abs(stated), abs(computed))
            then 'SUM-011'
        else rule
    end as rule
from judged
