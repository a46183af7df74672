-- One row per area list and reporting unit of which the rows of any round in the facts are not those of its reports.
with changed as (

    select * from {{ ref('int_unit_rounds_changed') }}

)

select distinct area_list, reporting_unit_code
from changed
