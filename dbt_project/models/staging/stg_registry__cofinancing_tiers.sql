-- One row per tier of co-financing, and per province that is known to be in one.
select
    coalesce(area_list, '') as area_list, coalesce(province_code, '') as province_code,
    lowest_share_pct::numeric(7, 2) as lowest_share_pct, applies_to, source
from {{ ref('cofinancing_tiers') }}
