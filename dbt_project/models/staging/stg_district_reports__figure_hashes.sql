-- One row per submission with figures.
select submission_id, sum(hashtextextended(figures::text, 0)) as figures_hash
from {{ source('raw', 'figures') }}
group by submission_id
