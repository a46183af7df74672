-- What the dashboards draw: views on releases with Vietnamese labels. Each row is a published cell or made of published
-- cells of one release, and carries that release's coverage and status. Safe to run again.
-- Views are replaced in place, file by file in the order of their names; to change the columns of one, raise the shape in
-- this file (twice), and all are made anew.

do $$
begin
    if obj_description(to_regclass('analytics.board_releases')) is distinct from 'shape 9' then
        drop view if exists analytics.board_releases cascade;
    end if;
end
$$;

-- One row per release and view of the map it belongs to. A province of today that reported itself is in both.
create or replace view analytics.board_releases with (security_invoker = true) as
with viewed as (

    select releases.*, 'Như báo cáo' as view_label, 1 as preference
    from release.releases
    where releases.area_view = 'as_reported'
    union all
    select releases.*, 'Theo 34 tỉnh hiện nay' as view_label, case releases.area_view when 'recast' then 1 else 2 end
    from release.releases
    where releases.area_view = 'recast' or (releases.area_view = 'as_reported' and releases.area_list = 'from_2025_07')
    union all
    select releases.*, 'Cả nước' as view_label, 1 as preference
    from release.releases
    where releases.area_view = 'national'

),

placed as (

    select
        viewed.*,
        left(round, 4) as round_year,
        case
            when round ~ '^\d{4}-\d{1,2}M$' then round(100.0 * substring(round from '-(\d+)M')::integer / 12, 1)
            when round ~ '^\d{4}H1$' then 50.0
            when round ~ '^\d{4}(H2)?$' then 100.0
        end as calendar_pct
    from viewed

),

numbered as (

    select
        placed.*,
        row_number() over (
            partition by view_label, area_list, province_code, round order by preference, release_number desc
        ) as newness,
        dense_rank() over (
            partition by view_label, area_list, province_code
            order by round_year desc, calendar_pct desc nulls last, round desc
        ) as round_age
    from placed

),

labelled as (

    select
        numbered.*,
        analytics.round_label(numbered.round) as round_label,
        case
            when newness = 1 then 'Mới nhất'
            else
                'Lần ' || release_number || ', '
                || to_char(published_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY')
        end as edition_label
    from numbered

),

of_today as (

    select province_name from release.releases where area_list = 'from_2025_07'

)

select
    labelled.release_id,
    labelled.view_label,
    labelled.area_list,
    labelled.province_code,
    labelled.province_name,
    labelled.round,
    labelled.round_label,
    labelled.round_year,
    labelled.calendar_pct,
    labelled.release_number,
    labelled.edition_label,
    -- A dashboard opens with a value known beforehand, so that its charts wait for no list of rounds.
    case
        when labelled.edition_label <> 'Mới nhất' then labelled.round_label || ', ' || lower(labelled.edition_label)
        when labelled.round_age = 1 then 'Kỳ mới nhất'
        else labelled.round_label
    end as period_label,
    -- In these orders filters list periods, the newest first, and provinces: those of today before those that went into
    -- one, so that who reads a province and what it was made of meets its own first.
    case when labelled.round ~ '^\d{4}' then labelled.round_year::integer else 0 end * 1000000
    + coalesce(labelled.calendar_pct, 0)::integer * 1000 - labelled.newness as period_order,
    case
        when labelled.province_name in (select of_today.province_name from of_today) then '1 '
        else '2 '
    end || analytics.name_order(labelled.province_name) as province_order,
    case labelled.status when 'final' then 'Chính thức' else 'Tạm thời' end as status_label,
    (labelled.published_at at time zone 'Asia/Ho_Chi_Minh')::date as published_on,
    labelled.expected_unit_count,
    labelled.received_unit_count,
    labelled.accepted_unit_count,
    labelled.held_unit_count,
    labelled.accepted_unit_count || '/' || labelled.expected_unit_count || ' đơn vị' as coverage_label,
    round(100.0 * labelled.accepted_unit_count / nullif(labelled.expected_unit_count, 0), 1) as coverage_pct,
    completeness.missing_unit_names,
    completeness.critical_finding_count,
    completeness.warning_finding_count,
    completeness.note_finding_count,
    timeliness.on_time_unit_count,
    timeliness.late_unit_count,
    timeliness.on_time_rate_pct,
    case
        when timeliness.on_time_rate_pct is null then 'Kỳ này không xét hạn nộp'
        else
            timeliness.on_time_unit_count || '/' || timeliness.on_time_unit_count + timeliness.late_unit_count
            || ' đơn vị đã gửi'
    end as on_time_coverage_label,
    timeliness.correction_count
from labelled
left join release.completeness on labelled.release_id = completeness.release_id
left join release.timeliness on labelled.release_id = timeliness.release_id;

comment on view analytics.board_releases is 'shape 9';
