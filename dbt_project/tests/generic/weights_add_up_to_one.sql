-- Fails with the keys whose shares do not add up to one: something would be lost or counted twice.
{% test weights_add_up_to_one(model, columns, weight) %}

select {{ columns | join(', ') }}, sum({{ weight }}) as total_weight
from {{ model }}
group by {{ columns | join(', ') }}
having round(sum({{ weight }}), 6) <> 1

{% endtest %}
