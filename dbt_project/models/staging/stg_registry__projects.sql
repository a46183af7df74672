-- One row per project or sub-project.
select code as project_code, level, parent_code, name_vi, name_en, capital_types_seen, not_applicable_when
from {{ ref('programme_projects') }}
