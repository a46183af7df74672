-- Which figures numbers were made of that are computed from others. Of `computed`: a measure of a fact's line with its
-- value, and where those others stand, by round, line and measures; of `uses`: which figures these were made of.
{% macro uses_of_computed(computed, uses) -%}
select
    computed.fact, computed.area_list, computed.reporting_unit_code, computed.round, computed.line_key,
    computed.measure, uses.submission_id, uses.figure_id, computed.value::numeric(20, 2) as value
from {{ computed }} as computed
inner join {{ uses }} as uses
    on
        computed.area_list = uses.area_list
        and computed.reporting_unit_code = uses.reporting_unit_code
        and computed.told_round = uses.round
        and computed.told_line_key = uses.line_key
        and uses.measure = any(computed.told_measures)
where computed.value is not null
{%- endmacro %}
