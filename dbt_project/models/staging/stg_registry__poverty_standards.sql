-- One row per span of review years.
select first_review_year, last_review_year, standard, legal_basis
from {{ ref('poverty_standards') }}
