-- Grain: submission × count and its whole or plan × share printed beside them ("458/700 lao động, đạt 65,42 %"). Where
-- another count of the sentence gives the share, that one is meant: "412 học viên, trong đó 236 hộ nghèo; đạt …".
{{ config(materialized='table', post_hook='analyze {{ this }}') }}

with directed as (

    select * from {{ ref('int_counts_paired') }}

),

tried_shares as (

    select
        directed.*, 'RAT-007' as broken_rule, share.value as stated,
        -- "Vượt 9,5% so với kế hoạch" is what lies beyond the plan.
        100 * directed.value / directed.whole_value
        - case
            when directed.is_plan and split_part(share.quote, share.value_text, 1) ~* 'vượt[^0-9;.]{0,20}$' then 100 else 0
        end as computed,
        'percent' as told_unit, share.figure_id as told_figure_id, share.measure as told_measure,
        share.printed_unit / 2 as tolerance, share.printed_unit as note_tolerance, 'equal' as sense
    from directed
    inner join {{ ref('int_figures_measured') }} as share
        on directed.submission_id = share.submission_id
        and (
            -- "458/700 lao động, đạt 65,42 %": no other number, and few words, between.
            (
                directed.after_whole_figure_id = share.figure_id
                and share.character_number - directed.whole_character < 70
                and split_part(split_part(share.quote, directed.whole_text, 2), share.value_text, 1) !~ '[;.]'
                and (not directed.is_plan or share.measure = 'target_completion_rate')
            )
            or (directed.before_whole_figure_id = share.figure_id and share.measure = 'target_completion_rate')
        )
    where
        share.unit = 'percent' and share.bound = 'exact' and share.printed_unit > 0 and directed.whole_value > 0
        and directed.unit not in ('percent', 'pp')
        and share.measure not in ('poor_household_rate', 'near_poor_household_rate')
        and share.kind <> 'target'

),

told_of_others as (

    select tried_shares.submission_id, tried_shares.figure_id, tried_shares.whole_figure_id, tried_shares.told_figure_id
    from tried_shares
    inner join {{ ref('int_figures_measured') }} as other_count
        on tried_shares.submission_id = other_count.submission_id
        and tried_shares.paragraph = other_count.paragraph
        and tried_shares.unit = other_count.unit
        and other_count.figure_id not in (tried_shares.figure_id, tried_shares.whole_figure_id)
        and abs(100 * other_count.value / tried_shares.whole_value - tried_shares.stated)
        <= tried_shares.note_tolerance
    where abs(tried_shares.computed - tried_shares.stated) > tried_shares.note_tolerance
    group by
        tried_shares.submission_id, tried_shares.figure_id, tried_shares.whole_figure_id, tried_shares.told_figure_id

)

select tried_shares.*
from tried_shares
left join told_of_others using (submission_id, figure_id, whole_figure_id, told_figure_id)
where told_of_others.figure_id is null
