-- One row per area list, province and window; empty = everywhere.
select
    coalesce(area_list, '') as area_list, coalesce(province_code, '') as province_code, "window" as round_window,
    working_days::integer as working_days, source
from {{ ref('reporting_deadlines') }}
