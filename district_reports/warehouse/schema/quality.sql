-- What the gates found. Safe to run again; nothing here drops or alters what is there.

create schema if not exists quality;

create table if not exists quality.rules (
    rule text primary key,
    rule_group text not null,
    subject text not null,
    severity text not null check (severity in ('critical', 'warning', 'info')),
    reason text not null,
    message_vi text not null,
    message_en text not null,
    rule_set_version text not null
);

-- Current state: a gate replaces the findings of the submissions it judged. `submission_id` of gate 2 is
-- `province:<area_list>:<code>:<round>`.
create table if not exists quality.findings (
    submission_id text not null,
    finding_id text not null,
    gate integer not null check (gate in (1, 2)),
    rule text not null,
    severity text not null check (severity in ('critical', 'warning', 'info')),
    subject text not null check (subject in ('capital', 'poverty', 'targets', 'support', 'submission')),
    location text not null,
    stated numeric,
    computed numeric,
    difference numeric,
    unit text not null,
    figure_ids text not null,
    message_vi text not null,
    message_en text not null,
    rule_set_version text not null,
    primary key (submission_id, finding_id)
);

create table if not exists quality.gate_results (
    gate integer not null check (gate in (1, 2)),
    suite text not null,
    expectation_number integer not null,
    rule text not null,
    expectation text not null,
    is_success boolean not null,
    evaluated_count bigint not null,
    unexpected_count bigint not null,
    error text not null,
    rule_set_version text not null,
    primary key (gate, suite, expectation_number)
);
