-- One row per indicator.
select indicator, label_vi, label_en, unit, direction, subject
from {{ ref('indicators') }}
