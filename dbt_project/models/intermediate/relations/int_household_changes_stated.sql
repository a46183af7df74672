-- Grain: submission × stated change of a household count or rate. Which count it is a change of, and since when.
{{ kept_by_submission() }}

select
    figures.submission_id, figures.figure_id, figures.measure, figures.unit, figures.place, figures.breakdown,
    figures.period, figures.value, figures.printed_unit, figures.document_order,
    case figures.measure
        when 'poor_household_reduction' then 'poor_households' else replace(figures.measure, '_change', '')
    end as stock_measure,
    case figures.measure when 'poor_household_reduction' then 'households' else 'percent' end as stock_unit,
    case figures.measure when 'poor_household_reduction' then -1 else 1 end as direction,
    coalesce(substring(described.breakdown from 'vs_(\d{4})'), (left(figures.period, 4)::int - 1)::text)
        as earlier_period
from {{ ref('int_figures_measured') }} as figures
inner join {{ ref('int_figures_resolved') }} as described
    on figures.submission_id = described.submission_id and figures.figure_id = described.figure_id
where
    figures.measure in (
        'poor_household_reduction', 'poor_household_rate_change', 'near_poor_household_rate_change'
    )
    and figures.kind = 'actual' and figures.bound = 'exact' and figures.project = '' and figures.period ~ '^\d{4}'
