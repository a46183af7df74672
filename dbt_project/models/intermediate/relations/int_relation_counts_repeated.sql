-- Grain: submission × rule × pair of numbers. One thing told twice with two numbers: in the same words (DUP-006), or with
-- the same digits in another order (DUP-007).
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with figures as (

    select
        *,
        -- The words right behind the number, up to the next number or stop, and the letters right before it.
        lower(trim(substring(split_part(quote, value_text, 2) from '^[^0-9.;:,()]*'))) as words_behind,
        lower(right(trim(split_part(quote, value_text, 1)), 3)) as letters_before,
        regexp_replace(value_text, '[^0-9]', '', 'g') as digits
    from {{ ref('int_figures_measured') }}
    where
        paragraph is not null and bound = 'exact' and place = '' and breakdown not like '%criterion%'
        and unit not in ('date', 'month', 'years', 'months')

),

described as (

    select
        figures.*,
        -- How often each digit stands in it.
        array[
            {%- for digit in range(10) %}regexp_count(figures.digits, '{{ digit }}'){{ ', ' if not loop.last }}{% endfor -%}
        ] as digit_counts
    from figures

),

pairs as (

    select
        earlier.*, later.figure_id as later_figure_id, later.value as later_value,
        later.paragraph as later_paragraph,
        earlier.kind = later.kind and earlier.period = later.period and earlier.budget_year = later.budget_year and earlier.breakdown = later.breakdown
        and earlier.words_behind = later.words_behind and earlier.letters_before = later.letters_before
        and length(earlier.words_behind) >= 20
        and least(earlier.value, later.value) >= 10
        and least(earlier.value, later.value) >= 0.75 * greatest(earlier.value, later.value) as is_same_words,
        earlier.digit_counts = later.digit_counts and length(earlier.digits) >= 3
        and length(earlier.digits) = length(later.digits)
        -- Two digits have changed places. Each review has its own households and rates; two counts of one review are a
        -- finding of their own (DUP-003).
        and (
            {%- for place in range(1, 19) %}
            (substr(earlier.digits, {{ place }}, 1) <> substr(later.digits, {{ place }}, 1))::integer{{ ' +' if not loop.last }}
            {%- endfor %}
        ) = 2
        and (earlier.subject <> 'poverty' or (earlier.period = later.period and earlier.unit <> 'households'))
        -- Shares of two lines have nothing to do with each other.
        and (
            earlier.unit <> 'percent'
            or (
                earlier.project = later.project and earlier.subproject = later.subproject
                and earlier.component = later.component and earlier.fund_source = later.fund_source
                and earlier.budget_year = later.budget_year and earlier.period = later.period
                and earlier.breakdown = later.breakdown
            )
        )
            as is_same_digits
    from described as earlier
    inner join described as later
        using (submission_id, indicator, unit, policy, dimension, capital_type)
    where
        earlier.document_order < later.document_order
        and earlier.paragraph <> later.paragraph
        and earlier.value <> later.value
        and (earlier.project = later.project or '' in (earlier.project, later.project))
        and (earlier.subproject = later.subproject or '' in (earlier.subproject, later.subproject))
        and (earlier.subject <> 'capital' or earlier.unit <> 'vnd')

),

judged as (

    select
        *, case when is_same_words then 'DUP-006' else 'DUP-007' end as broken_rule,
        row_number() over (
            partition by submission_id, figure_id, is_same_words order by later_figure_id
        ) as repetition
    from pairs
    where is_same_words or is_same_digits

)

select
    submission_id, broken_rule as rule, {{ relation_line() }}, subject, unit, array[figure_id] as stated_figure_ids,
    array[later_figure_id] as other_figure_ids, value as stated, later_value as computed, 0::numeric as tolerance,
    0::numeric as note_tolerance, 'never' as sense, true as is_complete,
    -- A sentence told twice has all its numbers twice.
    concat_ws('|', broken_rule, paragraph, later_paragraph) as cause_key,
    jsonb_build_object('told', jsonb_build_object('place', paragraph, 'other_place', later_paragraph)) as details
from judged
where repetition = 1
