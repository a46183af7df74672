-- One row per area list, province and lowest share; both empty = a tier whose provinces are not known here.
-- How much the local budget has to add to central money, in percent of it.
select area_list, province_code, lowest_share_pct, applies_to, source
from {{ ref('stg_registry__cofinancing_tiers') }}
