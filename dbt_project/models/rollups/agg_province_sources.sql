-- One row per rollup row, measure, submission and figure.
-- Which figures a published cell was made of; a cell that a rollup leaves empty has no sources.
with uses as (

    select * from {{ ref('fct_figure_uses') }}

),

units as (

    select * from {{ ref('dim_reporting_units') }}

),

disbursement as (

    select row_key, reporting_unit_count from {{ ref('agg_province_disbursement_by_round') }}

),

poverty as (

    select row_key, reporting_unit_count from {{ ref('agg_province_poverty_by_year') }}

),

placed as (

    select
        uses.fact, uses.area_list, units.province_code, uses.round, uses.measure, uses.submission_id, uses.figure_id,
        concat_ws('|', uses.area_list, units.province_code, uses.round, uses.line_key) as row_key
    from uses
    inner join units
        on uses.area_list = units.area_list and uses.reporting_unit_code = units.reporting_unit_code

),

matched as (

    select 'agg_province_disbursement_by_round' as table_name, placed.*
    from placed
    inner join disbursement on placed.row_key = disbursement.row_key
    where
        placed.fact = 'fct_capital_to_date' and placed.measure <> 'approved_vnd'
        -- What one unit printed stands beside the province's rate only while that unit is alone.
        and (placed.measure not like 'reported\_%' or disbursement.reporting_unit_count = 1)
    union all
    select 'agg_province_poverty_by_year' as table_name, placed.*
    from placed
    inner join poverty on placed.row_key = poverty.row_key
    where
        placed.fact = 'fct_poverty_reviews_yearly'
        and (placed.measure not like 'reported\_%' or poverty.reporting_unit_count = 1)

),

targets as (

    select
        'agg_province_targets_by_year' as table_name, fact, area_list, province_code, round,
        unnest(array['lowest_target', 'highest_target']) as measure, submission_id, figure_id, row_key
    from placed
    where fact = 'fct_targets_yearly'

)

select table_name, row_key, measure, submission_id, figure_id, area_list, province_code, round
from matched
union all
select table_name, row_key, measure, submission_id, figure_id, area_list, province_code, round
from targets
