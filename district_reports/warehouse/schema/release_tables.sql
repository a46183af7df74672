-- The tables of releases: what was published, for ever. Safe to run again; nothing here drops what is there.

create schema if not exists release;
create schema if not exists analytics;

create table if not exists release.releases (
    release_id text primary key,
    area_list text not null,
    province_code text not null,
    province_name text not null,
    round text not null,
    release_number integer not null check (release_number > 0),
    content_sha256 text not null check (length(content_sha256) = 64),
    published_at timestamptz not null,
    status text not null check (status in ('provisional', 'final')),
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    held_unit_count integer,
    planned_capital_covered_pct numeric(7, 2),
    rule_set_version text not null,
    code_version text not null,
    replaces_release_id text references release.releases (release_id),
    reverts_to_release_id text references release.releases (release_id),
    -- The seal: rows of a release are accepted only from the transaction that wrote its header.
    written_by_transaction xid8 not null default pg_current_xact_id()
);

create table if not exists release.submissions (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    package_sha256 text,
    reporting_unit_code text,
    reporting_unit_name text,
    unit_level text,
    document_type text,
    title text,
    document_number text,
    document_date date,
    document_date_text text,
    is_draft boolean,
    cut_off_date date,
    household_status text,
    revision integer,
    received_at timestamptz,
    went_in boolean not null,
    is_capital_accepted boolean,
    is_poverty_accepted boolean,
    is_targets_accepted boolean,
    is_support_accepted boolean,
    primary key (release_id, submission_id)
);

create table if not exists release.files (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    file_sha256 text not null,
    file_name text,
    media_type text,
    byte_count bigint,
    primary key (release_id, submission_id, file_sha256)
);

-- Of a release of the country alone: every province, its release whose numbers are in the sums, and how complete that is.
-- A province from which nothing was accepted has no release here, and so its gap is named.
create table if not exists release.provinces (
    release_id text not null references release.releases (release_id),
    area_list text not null,
    province_code text not null,
    province_name text not null,
    province_release_id text references release.releases (release_id),
    status text check (status in ('provisional', 'final')),
    expected_unit_count integer,
    received_unit_count integer,
    accepted_unit_count integer,
    held_unit_count integer,
    waived_finding_count integer not null default 0,
    primary key (release_id, area_list, province_code)
);

create table if not exists release.findings (
    release_id text not null references release.releases (release_id),
    submission_id text not null,
    finding_id text not null,
    reporting_unit_code text,
    reporting_unit_name text,
    gate text,
    rule text not null,
    severity text not null,
    subject text,
    location text,
    stated numeric,
    computed numeric,
    difference numeric,
    unit text,
    figure_ids text,
    message_vi text,
    message_en text,
    rule_set_version text,
    primary key (release_id, submission_id, finding_id)
);

-- The waivers that let findings of this release pass. A release of before there were waivers has none.
create table if not exists release.waivers (
    release_id text not null references release.releases (release_id),
    waiver_id bigint not null,
    rule text not null,
    reporting_unit_code text not null,
    reporting_unit_name text not null,
    approved_by text not null,
    reason text not null,
    valid_until date not null,
    finding_count integer not null,
    primary key (release_id, waiver_id)
);

-- Everything a published cell was made of, copied in: a release explains itself when all else is gone.
create table if not exists release.sources (
    release_id text not null references release.releases (release_id),
    table_name text not null,
    row_key text not null,
    measure text not null,
    submission_id text not null,
    figure_id text not null,
    reporting_unit_code text,
    reporting_unit_name text,
    indicator text,
    value numeric,
    unit text,
    bound text,
    presence text,
    value_text text,
    unit_text text,
    quote text,
    locator text,
    file_name text,
    file_sha256 text,
    primary key (release_id, table_name, row_key, measure, submission_id, figure_id)
);

-- What moved since the release before. An empty unit code is the province's own number.
create table if not exists release.changes (
    release_id text not null references release.releases (release_id),
    table_name text not null,
    row_key text not null,
    measure text not null,
    reporting_unit_code text not null,
    reporting_unit_name text not null,
    unit text,
    old_value numeric,
    new_value numeric,
    old_text text,
    new_text text,
    reason_vi text not null,
    reason_en text not null,
    primary key (release_id, table_name, row_key, measure, reporting_unit_code)
);

-- The rollups as they are released. A column is added here alone, and warehouses of before get it too: a table is altered
-- only where a column is missing, so nobody waits for a lock when all is there.
do $$
declare
    place constant text := 'area_view text not null default ''as_reported'', area_list text not null, '
        'province_code text not null, province_name text, round text not null, ';
    coverage constant text := ', is_exact boolean not null default true, expected_unit_count integer, '
        'received_unit_count integer, accepted_unit_count integer, held_unit_count integer, due_date date, '
        'not_due_unit_count integer, nil_return_unit_count integer, households_covered_pct numeric, '
        'planned_capital_covered_pct numeric, is_final boolean, provisional_reasons text';
    line_coverage constant text := ', reporting_unit_count integer, is_complete boolean';
    wanted record;
begin
    for wanted in
        with rollups (table_name, own_columns) as (
            values
            (
                'disbursement',
                'project text, subproject text, component text, fund_source text, capital_type text, '
                'budget_year text, planned_vnd numeric, assigned_vnd numeric, carried_over_vnd numeric, '
                'available_vnd numeric, allocated_vnd numeric, unallocated_vnd numeric, disbursed_vnd numeric, '
                'forecast_9m_vnd numeric, forecast_year_vnd numeric, approved_vnd numeric, '
                'reported_disbursement_rate_pct numeric, reported_forecast_9m_rate_pct numeric, '
                'reported_forecast_year_rate_pct numeric, '
                'disbursement_rate_pct numeric, plan_disbursement_rate_pct numeric, '
                'available_disbursement_rate_pct numeric, cumulative_disbursement_rate_pct numeric, '
                'unallocated_share_pct numeric, forecast_9m_rate_pct numeric, forecast_year_rate_pct numeric, '
                'rate_denominator text, is_headline boolean, '
                'not_applicable_unit_count integer'
            ),
            (
                'cofinancing',
                'project text, subproject text, component text, capital_type text, budget_year text, '
                'central_vnd numeric, local_vnd numeric, cofinancing_share_pct numeric, '
                'reported_cofinancing_share_pct numeric, required_share_pct numeric, cofinancing_verdict text'
            ),
            (
                'capital_progress',
                'earlier_round text, project text, subproject text, component text, fund_source text, '
                'capital_type text, budget_year text, earlier_disbursed_vnd numeric, increment_vnd numeric, '
                'increment_unit_count integer, forecast_vnd numeric, disbursed_of_forecast_vnd numeric, '
                'forecast_difference_vnd numeric, forecast_attainment_pct numeric, forecast_unit_count integer'
            ),
            (
                'poverty',
                'review_year text, total_households_count numeric, total_population_count numeric, '
                'poor_households_count numeric, near_poor_households_count numeric, '
                'ethnic_minority_households_count numeric, ethnic_minority_poor_households_count numeric, '
                'ethnic_minority_near_poor_households_count numeric, multidimensional_poor_households_count numeric, '
                'poor_household_rate_pct numeric, near_poor_household_rate_pct numeric, '
                'multidimensional_poor_household_rate_pct numeric, ethnic_minority_share_of_poor_pct numeric, '
                'ethnic_minority_poor_rate_pct numeric, ethnic_minority_share_of_near_poor_pct numeric, '
                'ethnic_minority_near_poor_rate_pct numeric, poor_household_rate_change_pp numeric, '
                'near_poor_household_rate_change_pp numeric, reported_poor_household_rate_pct numeric, '
                'reported_near_poor_household_rate_pct numeric, reported_poor_household_rate_change_pp numeric, '
                'reported_near_poor_household_rate_change_pp numeric, status text, standard text, is_headline boolean'
            ),
            (
                'household_movements',
                'review_year text, household_group text, unit text, opening_count bigint, passed_line_count bigint, '
                'to_other_group_count bigint, other_decrease_count bigint, from_other_group_count bigint, '
                'fell_back_count bigint, newly_arisen_count bigint, other_increase_count bigint, closing_count bigint, '
                'escaped_count bigint, computed_closing_count bigint, escaped_rate_pct numeric, '
                'fell_back_rate_pct numeric, balanced_unit_count integer, unbalanced_unit_count integer, period text, '
                'status text'
            ),
            (
                'deprivations',
                'review_year text, household_group text, dimension text, deprivation text, '
                'deprived_households_count bigint, group_households_count bigint, '
                'reported_deprived_share_pct numeric, deprived_share_pct numeric, status text, '
                'not_applicable_unit_count integer'
            ),
            (
                'support',
                'support_year text, policy text, project text, breakdown text, spending_vnd numeric, '
                'beneficiary_households_count bigint, beneficiary_people_count bigint, '
                'beneficiary_attendances_count bigint, loans_vnd numeric, borrower_households_count bigint, '
                'borrower_people_count bigint, spending_per_household_vnd numeric, '
                'not_applicable_unit_count integer, unclear_unit_count integer'
            ),
            (
                'targets',
                'indicator text, target_year text, breakdown text, unit text, unit_count integer, '
                'lowest_target numeric, highest_target numeric'
            ),
            (
                'target_results',
                'indicator text, target_year text, project text, dimension text, breakdown text, unit text, '
                'direction text, target_value numeric, result_value numeric, attainment_pct numeric, '
                'target_unit_count integer, result_unit_count integer, met_unit_count integer, '
                'not_met_unit_count integer, reported_met_unit_count integer, reported_not_met_unit_count integer, '
                'met_unit_share_pct numeric'
            ),
            (
                'completeness',
                'recast_unit_count integer, missing_unit_names text, '
                'accepted_capital_unit_count integer, accepted_poverty_unit_count integer, '
                'accepted_targets_unit_count integer, accepted_support_unit_count integer, '
                'held_capital_unit_count integer, held_poverty_unit_count integer, '
                'held_targets_unit_count integer, held_support_unit_count integer, '
                'critical_finding_count integer, warning_finding_count integer, note_finding_count integer, '
                'waived_finding_count integer, waivers text, held_line_count integer, held_line_unit_names text'
            ),
            -- Goes by when reports came: it is told with a release, and by itself makes no release another one.
            (
                'timeliness',
                'reporting_rate_pct numeric, on_time_unit_count integer, late_unit_count integer, '
                'on_time_rate_pct numeric, average_days_late numeric, most_days_late integer, '
                'correction_count integer, corrected_unit_count integer'
            )
        ),

        listed (table_name, definitions) as (
            select
                table_name,
                place || own_columns || coverage || case when table_name <> 'completeness' then line_coverage else '' end
            from rollups
            union all
            values
            (
                'releases',
                'area_view text not null default ''as_reported'', waived_finding_count integer not null default 0, '
                'held_line_count integer, status_reason_vi text, status_reason_en text, not_due_unit_count integer'
            ),
            ('provinces', 'held_line_count integer'),
            ('submissions', 'round text, due_date date, is_first_on_time boolean, first_days_late integer'),
            ('sources', 'unit_value numeric')
        )

        select listed.table_name, defined.definition
        from listed
        cross join regexp_split_to_table(definitions, ', ') with ordinality as defined (definition, position)
        left join pg_attribute as present
            on
                present.attrelid = to_regclass('release.' || listed.table_name)
                and present.attname = split_part(defined.definition, ' ', 1)
        where present.attname is null
        order by listed.table_name, defined.position
    loop
        execute format(
            'create table if not exists release.%I (release_id text not null references release.releases (release_id), '
            'row_key text not null, primary key (release_id, row_key))', wanted.table_name
        );
        execute format('alter table release.%I add column %s', wanted.table_name, wanted.definition);
    end loop;

    -- Views of the map came one by one.
    if not exists (select from pg_constraint where conname = 'releases_area_view_known') then
        alter table release.releases
            drop constraint if exists releases_area_view_check,
            add constraint releases_area_view_known check (area_view in ('as_reported', 'recast', 'national')),
            drop constraint if exists releases_area_list_province_code_round_release_number_key,
            add constraint releases_numbered_once
                unique (area_view, area_list, province_code, round, release_number);
    end if;
end
$$;
