-- What board 3 draws.

-- Nearly: nine tenths of a target that more is better of; of one that less is better of, no more than a tenth above it.
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
    results.target_value,
    results.result_value,
    results.attainment_pct,
    results.met_unit_count,
    results.not_met_unit_count,
    case
        when results.met_unit_count > 0 and coalesce(results.not_met_unit_count, 0) = 0 then 'Đạt'
        when results.attainment_pct >= 100 then 'Đạt'
        when results.attainment_pct >= 90 then 'Gần đạt'
        when results.attainment_pct is not null or results.not_met_unit_count > 0 then 'Chưa đạt'
        else 'Chưa đủ số liệu'
    end as verdict_label,
    results.reporting_unit_count || '/' || results.expected_unit_count || ' đơn vị' as line_coverage_label
from release.target_results as results
inner join analytics.board_releases as releases using (release_id)
left join words as indicators on indicators.kind = 'indicator' and results.indicator = indicators.code
left join words as units on units.kind = 'unit' and results.unit = units.code;
