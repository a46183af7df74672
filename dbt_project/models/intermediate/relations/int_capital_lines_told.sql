-- Grain: submission × capital line × window. What a submission says of a line as a whole, where it says one thing: what
-- later rounds are compared with.
{{ kept_by_submission(indexes=[{'columns': ['submission_id']}]) }}

select
    submission_id, measure, project, subproject, component, node_level, fund_source, capital_type, budget_year, period,
    value, printed_unit, figure_ids
from {{ ref('int_capital_readings_compared') }}
where is_used and not is_type_assumed and distance_from_whole = 0
