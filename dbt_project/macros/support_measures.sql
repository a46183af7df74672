-- What a province adds up about a support policy: the name of the sum, the indicator and the unit it is made of.
{% macro support_measures() -%}
    {{ return([
        ('spending_vnd', 'policy_spending', 'vnd'),
        ('beneficiary_households_count', 'policy_beneficiaries', 'households'),
        ('beneficiary_people_count', 'policy_beneficiaries', 'people'),
        ('beneficiary_attendances_count', 'policy_beneficiaries', 'attendances'),
        ('loans_vnd', 'loans_disbursed', 'vnd'),
        ('borrower_households_count', 'loan_borrowers', 'households'),
        ('borrower_people_count', 'loan_borrowers', 'people')
    ]) }}
{%- endmacro %}
