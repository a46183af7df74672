-- Grain: submission × capital line × value told for it. Where a line is told with several values, how many sums of the
-- report each one closes: over the parts below, over fund sources, and within the programme.
{{ config(materialized='table') }}

with cells as (

    select
        *,
        count(*) over line as value_count,
        max(value) over line - min(value) over line as value_spread,
        max(printed_unit) over line as coarsest_unit,
        row_number() over (line order by printed_unit, document_order) as fineness
    from {{ ref('int_capital_cells_stated') }}
    window line as (
        partition by submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year,
            period
    )

),

single as (

    select * from cells where value_count = 1

),

doubled as (

    select * from cells -- Several values, each for another part, are not several readings of the whole.
    where value_count > 1 and value_spread > coarsest_unit and distance_from_whole = 0

),

-- A plain repetition of one amount with fewer digits: the finer print is the amount.
repeated as (

    select * from cells where value_count > 1 and value_spread <= coarsest_unit and fineness = 1

),

summed_below as (

    select doubled.submission_id, doubled.figure_ids, doubled.capital_type, sum(below.value) as value
    from doubled
    inner join single as below
        on doubled.submission_id = below.submission_id
        and doubled.measure = below.measure
        and doubled.fund_source = below.fund_source
        and doubled.capital_type = below.capital_type
        and doubled.budget_year = below.budget_year
        and doubled.period = below.period
        and below.node_level = doubled.node_level + 1
        and (doubled.node_level = 0 or below.project = doubled.project)
        and (doubled.node_level < 2 or below.subproject = doubled.subproject)
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type

),

summed_over_sources as (

    select
        doubled.submission_id,
        doubled.figure_ids,
        doubled.capital_type,
        -- all = central + local, so central = all - local.
        sum(case when doubled.fund_source <> 'all' and other.fund_source <> 'all' then -other.value else other.value end)
            as value
    from doubled
    inner join single as other
        on doubled.submission_id = other.submission_id
        and doubled.measure = other.measure
        and doubled.project = other.project
        and doubled.subproject = other.subproject
        and doubled.component = other.component
        and doubled.capital_type = other.capital_type
        and doubled.budget_year = other.budget_year
        and doubled.period = other.period
        and doubled.fund_source in ('all', 'central', 'local')
        and other.fund_source in ('all', 'central', 'local')
        and doubled.fund_source <> other.fund_source
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type
    having count(distinct other.fund_source) = 2

),

-- The highest lines told for each part of the programme, one value each.
topmost as (

    select lower_line.*
    from single as lower_line
    left join cells as upper_line
        on lower_line.submission_id = upper_line.submission_id
        and lower_line.measure = upper_line.measure
        and lower_line.fund_source = upper_line.fund_source
        and lower_line.capital_type = upper_line.capital_type
        and lower_line.budget_year = upper_line.budget_year
        and lower_line.period = upper_line.period
        and upper_line.node_level between 1 and lower_line.node_level - 1
        and upper_line.project = lower_line.project
        and upper_line.subproject in ('', lower_line.subproject)
    where lower_line.node_level > 0 and upper_line.submission_id is null

),

left_by_the_rest as (

    select
        doubled.submission_id, doubled.figure_ids, doubled.capital_type, whole.value - sum(topmost.value) as value
    from doubled
    inner join single as whole
        on doubled.submission_id = whole.submission_id
        and doubled.measure = whole.measure
        and doubled.fund_source = whole.fund_source
        and doubled.capital_type = whole.capital_type
        and doubled.budget_year = whole.budget_year
        and doubled.period = whole.period
        and whole.node_level = 0
    inner join topmost
        on doubled.submission_id = topmost.submission_id
        and doubled.measure = topmost.measure
        and doubled.fund_source = topmost.fund_source
        and doubled.capital_type = topmost.capital_type
        and doubled.budget_year = topmost.budget_year
        and doubled.period = topmost.period
    where doubled.node_level = 1 and topmost.project <> doubled.project
    group by doubled.submission_id, doubled.figure_ids, doubled.capital_type, whole.value

),

proofs as (

    select submission_id, figure_ids, capital_type, value from summed_below
    union all
    select submission_id, figure_ids, capital_type, value from summed_over_sources
    union all
    select submission_id, figure_ids, capital_type, value from left_by_the_rest

),

scored as (

    select
        doubled.submission_id,
        doubled.figure_ids,
        doubled.capital_type,
        doubled.value,
        -- A reading the resolution already set aside closes nothing.
        case when doubled.is_superseded then 0 else count(proofs.value) end as closing_count
    from doubled
    left join proofs
        on doubled.submission_id = proofs.submission_id
        and doubled.figure_ids = proofs.figure_ids
        and doubled.capital_type = proofs.capital_type
        and abs(doubled.value - proofs.value) <= doubled.coarsest_unit / 2
    group by
        doubled.submission_id, doubled.figure_ids, doubled.capital_type, doubled.value,
        doubled.is_superseded

),

judged as (

    select
        cells.*,
        coalesce(scored.closing_count, 0) as closing_count,
        scored.submission_id is not null as is_doubled,
        repeated.submission_id is not null as is_finest_print
    from cells
    left join scored
        on cells.submission_id = scored.submission_id
        and cells.figure_ids = scored.figure_ids
        and cells.capital_type = scored.capital_type
    left join repeated
        on cells.submission_id = repeated.submission_id
        and cells.figure_ids = repeated.figure_ids
        and cells.capital_type = repeated.capital_type

),

ranked as (

    select
        judged.*,
        max(closing_count) over line as best_closing_count,
        count(*) filter (where closing_count > 0) over line as closing_reading_count
    from judged
    window line as (
        partition by submission_id, measure, project, subproject, component, fund_source, capital_type, budget_year,
            period
    )

)

select
    submission_id,
    measure,
    project,
    subproject,
    component,
    node_level,
    fund_source,
    capital_type,
    budget_year,
    period,
    value,
    printed_unit,
    is_type_assumed,
    is_zero_in_words,
    is_budget_year_stated,
    distance_from_whole,
    figure_ids,
    document_order,
    is_doubled,
    closing_count,
    -- Exactly one reading closes every sum that can be tried.
    is_doubled and closing_count > 0 and closing_reading_count = 1 as is_proven,
    is_doubled and best_closing_count > 0 and closing_reading_count = 1 as is_decided,
    value_count = 1
        or is_finest_print
        or (is_doubled and closing_count > 0 and closing_reading_count = 1) as is_used
from ranked
