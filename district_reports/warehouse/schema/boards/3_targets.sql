-- What board 3 draws.

-- Nearly: nine tenths of a target that more is better of; of one that less is better of, no more than a tenth above it.
create or replace view analytics.board_targets with (security_invoker = true) as
select
    releases.*,
    results.indicator,
    results.target_year,
    results.breakdown,
    results.unit,
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
    end as verdict_label
from release.target_results as results
inner join analytics.board_releases as releases using (release_id);
