-- One row per rollup row, measure, submission and figure.
-- Which figures a published cell was made of; a cell that a rollup leaves empty has no sources.
with uses as (

    select * from {{ ref('fct_figure_uses') }}

),

units as (

    select * from {{ ref('dim_unit_provinces') }}
    -- The country is not published; it is the sum of provinces that are, and each of these has its sources.
    where area_view <> 'national'

),

disbursement as (

    select row_key, reporting_unit_count from {{ ref('agg_province_disbursement_by_round') }}

),

poverty as (

    select row_key, reporting_unit_count from {{ ref('agg_province_poverty_by_year') }}

),

placed as (

    select
        uses.fact, units.area_view, units.province_area_list as area_list, units.province_code, uses.round,
        uses.line_key, uses.measure, uses.submission_id, uses.figure_id
    from uses
    inner join units using (area_list, reporting_unit_code)

),

keyed as (

    select placed.*, {{ province_row_key('placed', 'placed.line_key') }} as row_key
    from placed

),

matched as (

    select 'agg_province_disbursement_by_round' as table_name, keyed.*
    from keyed
    inner join disbursement on keyed.row_key = disbursement.row_key
    where
        keyed.fact = 'fct_capital_to_date' and keyed.measure <> 'approved_vnd'
        -- What one unit printed stands beside the province's rate only while that unit is alone.
        and (keyed.measure not like 'reported\_%' or disbursement.reporting_unit_count = 1)
    union all
    select 'agg_province_poverty_by_year' as table_name, keyed.*
    from keyed
    inner join poverty on keyed.row_key = poverty.row_key
    where
        keyed.fact = 'fct_poverty_reviews_yearly'
        and (keyed.measure not like 'reported\_%' or poverty.reporting_unit_count = 1)

),

targets as (

    select
        'agg_province_targets_by_year' as table_name, fact, area_view, area_list, province_code, round,
        unnest(array['lowest_target', 'highest_target']) as measure, submission_id, figure_id, row_key
    from keyed
    where fact = 'fct_targets_yearly'

)

select table_name, row_key, measure, submission_id, figure_id, area_view, area_list, province_code, round
from matched
union all
select table_name, row_key, measure, submission_id, figure_id, area_view, area_list, province_code, round
from targets
