-- One row per submission and figure.
select
    submission_id, figure_id, indicator, project, subproject, component, policy, dimension, fund_source,
    capital_type, capital_type_inferred, budget_year, period, as_of, kind, status, bound, presence, breakdown,
    place, value, unit, value_text, unit_text, quote, locator, rule,
    -- report.docx#p12:340-352 is paragraph 12 of report.docx, from character 340; workbook cells have no paragraph.
    substring(locator from '^(.*#p\d+):\d+-\d+$') as location_paragraph,
    substring(locator from '#p(\d{1,9}):\d+-\d+$')::integer as paragraph_number,
    substring(locator from '#p\d+:(\d{1,9})-\d+$')::integer as character_number
from {{ source('raw', 'figures') }}
