-- One row per area list, reporting unit and round whose rows in the facts are not those of its reports.
-- What came, was corrected, is held or was freed since the last build; without a fingerprint: nothing is left of it.
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with described as (

    select * from {{ ref('int_unit_rounds_described') }}

),

built as (

    select * from {{ ref('stg_built__unit_rounds') }}

)

select
    coalesce(described.area_list, built.area_list) as area_list,
    coalesce(described.reporting_unit_code, built.reporting_unit_code) as reporting_unit_code,
    coalesce(described.round, built.round) as round,
    described.fingerprint
from described
full outer join built
    on
        described.area_list = built.area_list
        and described.reporting_unit_code = built.reporting_unit_code
        and described.round = built.round
where described.fingerprint is distinct from built.fingerprint
