-- What board 3 draws.

-- Nearly: nine tenths of a target that more is better of; of one that less is better of, no more than a tenth above it.
-- Rates of units are not added up: such a target is nearly met where each unit has met it or nearly so, and a number is
-- shown where all state the same. What units only say of themselves is told as theirs.
create or replace view analytics.board_targets with (security_invoker = true) as
with words as (

    select kind, code, word from analytics.words

)

select
    releases.*,
    results.indicator,
    coalesce(indicators.word, results.indicator) as indicator_label,
    results.target_year,
    results.breakdown,
    concat_ws(
        ', ',
        'dự án ' || substring(nullif(results.project, '') from '[0-9]+$'),
        (
            select string_agg(coalesce(words.word, part.code), ', ' order by part.position)
            from regexp_split_to_table(nullif(results.breakdown, ''), ';') with ordinality as part (code, position)
            left join words on words.kind = 'breakdown' and part.code = words.code
        )
    ) as breakdown_label,
    results.unit,
    case results.unit when 'percent' then '%' when 'vnd' then 'đồng' else coalesce(units.word, results.unit) end
        as unit_label,
    coalesce(results.target_value, stated.target_value) as target_value,
    coalesce(results.result_value, stated.result_value) as result_value,
    coalesce(results.attainment_pct, stated.attainment_pct) as attainment_pct,
    results.met_unit_count,
    results.not_met_unit_count,
    case
        when results.met_unit_count > 0 and coalesce(results.not_met_unit_count, 0) = 0 then 'Đạt'
        when results.attainment_pct >= 100 then 'Đạt'
        when coalesce(results.attainment_pct, stated.lowest_attainment_pct) >= 90 then 'Gần đạt'
        when results.attainment_pct is not null or results.not_met_unit_count > 0 then 'Chưa đạt'
        when results.reported_not_met_unit_count > 0 then 'Chưa đạt (tự đánh giá)'
        when results.reported_met_unit_count > 0 then 'Đạt (tự đánh giá)'
        else 'Chưa đủ số liệu'
    end as verdict_label,
    results.reporting_unit_count || '/' || results.expected_unit_count || ' đơn vị' as line_coverage_label
from release.target_results as results
inner join analytics.board_releases as releases using (release_id)
left join lateral (
    select
        min(attained.attainment_pct) as lowest_attainment_pct,
        case when min(attained.target_value) = max(attained.target_value) then min(attained.target_value) end
            as target_value,
        case when min(attained.result_value) = max(attained.result_value) then min(attained.result_value) end
            as result_value,
        case when min(attained.attainment_pct) = max(attained.attainment_pct) then min(attained.attainment_pct) end
            as attainment_pct
    from (
        select
            by_unit.*,
            round(
                100 * case
                    when results.direction = 'more' or (results.unit = 'pp' and by_unit.target_value < 0)
                        then by_unit.result_value / nullif(by_unit.target_value, 0)
                    when results.direction = 'less' and results.unit <> 'pp'
                        then by_unit.target_value / nullif(by_unit.result_value, 0)
                end, 2
            ) as attainment_pct
        from (
            -- Where numbers are not added up, what units print is kept with the count of those who state them.
            select
                min(sources.value) filter (where sources.measure = 'target_unit_count') as target_value,
                min(sources.value) filter (where sources.measure = 'result_unit_count') as result_value
            from release.sources
            where
                sources.release_id = results.release_id
                and sources.table_name = 'target_results'
                and sources.row_key = results.row_key
                and sources.measure in ('target_unit_count', 'result_unit_count')
                and sources.presence <> 'not_applicable'
                and results.target_value is null and results.result_value is null
            group by sources.reporting_unit_code
        ) as by_unit
    ) as attained
) as stated on true
left join words as indicators on indicators.kind = 'indicator' and results.indicator = indicators.code
left join words as units on units.kind = 'unit' and results.unit = units.code;
