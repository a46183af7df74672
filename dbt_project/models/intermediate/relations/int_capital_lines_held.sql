-- Grain: submission × figure that no rollup uses. Of a line told twice, the value that closes no sum; of parts that do
-- not make their whole, the line that closes no other sum: the whole, or a part that spoils two sums and closes none.
-- Where every line of a contradiction closes another sum nothing is held, it is only marked.
{{ kept_by_submission() }}

with figures as (

    select submission_id, figure_id, measure, fund_source from {{ ref('int_figures_measured') }}
    where subject = 'capital' and unit = 'vnd'

),

sums as (

    select
        submission_id, relation_id, rule, measure, fund_source, stated_figure_ids, other_figure_ids,
        verdict = 'mismatch' as is_broken
    from {{ ref('int_relations_ruled') }}
    where
        rule like 'SUM-%' and unit = 'vnd' and subject = 'capital' and verdict in ('ok', 'truncated', 'mismatch')
        -- Nothing is nothing, whatever it is made of.
        and (stated <> 0 or computed <> 0)

),

members as (

    select submission_id, relation_id, rule, measure, fund_source, is_broken, true as is_whole,
        unnest(stated_figure_ids) as figure_id
    from sums
    union all
    select submission_id, relation_id, rule, measure, fund_source, is_broken, false as is_whole,
        unnest(other_figure_ids) as figure_id
    from sums

),

counted as (

    select
        members.submission_id, members.figure_id,
        count(distinct members.relation_id) filter (where not members.is_broken) as closed_count,
        count(distinct members.relation_id) filter (where members.is_broken and members.is_whole) as broken_whole_count,
        count(distinct members.relation_id) filter (
            -- A part is what was told for the line itself, not what another line implies for it.
            where members.is_broken and members.measure = figures.measure
            and (members.rule = 'SUM-001' or members.fund_source = figures.fund_source)
        ) as broken_count
    from members
    inner join figures
        on members.submission_id = figures.submission_id and members.figure_id = figures.figure_id
    group by members.submission_id, members.figure_id

),

beaten as (

    select distinct submission_id, unnest(figure_ids) as figure_id
    from {{ ref('int_capital_readings_compared') }}
    where is_decided and not is_used

),

used as (

    select distinct submission_id, unnest(figure_ids) as figure_id
    from {{ ref('int_capital_readings_compared') }}
    where is_used

)

select submission_id, figure_id, 'unsupported' as reason
from counted
where closed_count = 0 and (broken_whole_count > 0 or broken_count > 1)
union
select beaten.submission_id, beaten.figure_id, 'beaten' as reason
from beaten
left join used on beaten.submission_id = used.submission_id and beaten.figure_id = used.figure_id
where used.figure_id is null
