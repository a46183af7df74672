-- What was waived of the findings, what is told of them and what they hold. Safe to run again; a view's new columns come
-- last: PostgreSQL replaces a view only so.

-- A waiver lets one rule pass for one unit and round until the end of a day in Viet Nam. Rows are never changed: to take
-- one back is a row of `waiver_withdrawals`. `reporting_unit_code` is a province's code for a finding on its sums, and a
-- submission's id (with an empty list and round) where the submission does not tell its unit or round.
create table if not exists quality.waivers (
    waiver_id bigint generated always as identity primary key,
    rule text not null check (rule <> ''),
    area_list text not null check (area_list in ('', 'before_2025_07', 'from_2025_07')),
    reporting_unit_code text not null check (reporting_unit_code <> ''),
    reporting_unit_name text not null,
    round text not null,
    approved_by text not null check (approved_by ~ '\S'),
    reason text not null check (reason ~ '\S'),
    valid_until date not null,
    entered_by text not null default session_user,
    entered_at timestamptz not null default now(),
    check (valid_until >= (entered_at at time zone 'Asia/Ho_Chi_Minh')::date)
);

create table if not exists quality.waiver_withdrawals (
    waiver_id bigint primary key references quality.waivers (waiver_id),
    withdrawn_by text not null check (withdrawn_by ~ '\S'),
    reason text not null check (reason ~ '\S'),
    entered_by text not null default session_user,
    entered_at timestamptz not null default now()
);

-- Which waivers the run at hand goes by: put here once, when it begins, so that all of it sees the same.
create table if not exists quality.waivers_in_force (
    rule text not null,
    area_list text not null,
    reporting_unit_code text not null,
    round text not null,
    waiver_id bigint not null references quality.waivers (waiver_id),
    evaluated_on date not null,
    primary key (rule, area_list, reporting_unit_code, round)
);

-- Whoever owns the tables may insert by right; only an approver may by rule. Who and when is not the writer's to say.
create or replace function quality.sign_approval() returns trigger
language plpgsql as $$
begin
    if exists (select from pg_roles where rolname = 'district_reports_approver')
        and not pg_has_role(session_user, 'district_reports_approver', 'usage') then
        raise exception 'user % is no approver', session_user
            using hint = 'An administrator makes one with: grant district_reports_approver to ' || session_user,
            errcode = 'insufficient_privilege';
    end if;
    new.entered_by := session_user;
    new.entered_at := now();
    return new;
end
$$;

do $$
declare
    kept_table text;
begin
    foreach kept_table in array array['waivers', 'waiver_withdrawals'] loop
        execute format(
            'create or replace trigger refuse_change before update or delete or truncate on quality.%I '
            'for each statement execute function raw.refuse_change(%L, %L)',
            kept_table, 'is only added to', 'A waiver is taken back with `district-reports waive withdraw`.'
        );
    end loop;
end
$$;
drop function if exists quality.refuse_change();
create or replace trigger sign_approval before insert on quality.waivers
for each row execute function quality.sign_approval();
create or replace trigger sign_approval before insert on quality.waiver_withdrawals
for each row execute function quality.sign_approval();

-- Every finding with where it belongs and the waiver that covers it, if one does: what anybody is told is read here.
-- `is_holding`: critical and not waived. `is_standing`: of the newest submission of its unit and round, of one that tells
-- no unit or round, or of a province's sums; an older submission's findings were answered by the newer one.
create or replace view quality.findings_told as
with placed as (

    select
        submission_id,
        area_list,
        province_code,
        reporting_unit_code,
        round,
        area_list is not null and reporting_unit_code is not null and round is not null as is_known,
        row_number() over (
            partition by area_list, reporting_unit_code, round order by received_at desc, submission_id desc
        ) = 1 as is_newest
    from raw.submissions

),

found as (

    select
        findings.*,
        case when findings.gate = 2 then split_part(findings.submission_id, ':', 2) else placed.area_list end
            as area_list,
        case when findings.gate = 2 then split_part(findings.submission_id, ':', 3) else placed.province_code end
            as province_code,
        placed.reporting_unit_code,
        case when findings.gate = 2 then split_part(findings.submission_id, ':', 4) else placed.round end as round,
        findings.gate = 2 or coalesce(placed.is_known, false) as is_known,
        findings.gate = 2 or coalesce(placed.is_newest or not placed.is_known, false) as is_standing
    from quality.findings
    left join placed on findings.submission_id = placed.submission_id

)

select
    found.submission_id, found.finding_id, found.gate, found.rule, found.severity, found.subject, found.location,
    found.stated, found.computed, found.difference, found.unit, found.figure_ids, found.message_vi, found.message_en,
    found.rule_set_version, found.area_list, found.province_code, found.reporting_unit_code, found.round,
    waivers.waiver_id is not null as is_waived,
    waivers.waiver_id,
    waivers.approved_by as waived_by,
    waivers.reason as waiver_reason,
    waivers.valid_until as waived_until,
    found.severity = 'critical' and waivers.waiver_id is null as is_holding,
    found.is_standing
from found
left join quality.waivers_in_force as in_force
    on
        found.rule = in_force.rule
        and case when found.is_known then found.area_list else '' end = in_force.area_list
        and case
            when found.gate = 2 then found.province_code
            when found.is_known then found.reporting_unit_code
            else found.submission_id
        end = in_force.reporting_unit_code
        and case when found.is_known then found.round else '' end = in_force.round
left join quality.waivers on in_force.waiver_id = waivers.waiver_id;

-- A critical finding that no waiver covers holds its subject; one on the whole submission holds all four.
create or replace view quality.held_subjects as
select
    findings.submission_id,
    subjects.subject,
    string_agg(distinct findings.rule, ';' order by findings.rule) as rules
from quality.findings_told as findings
cross join (values ('capital'), ('poverty'), ('targets'), ('support')) as subjects (subject)
where
    findings.gate = 1
    and findings.is_holding
    and findings.subject in (subjects.subject, 'submission')
group by findings.submission_id, subjects.subject;
