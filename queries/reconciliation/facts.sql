-- Published facts known by as_of, each with its note.
select fact.*, fact_note.note
from published_fact as fact
left join fact_note using (fact_id)
where known_on <= $as_of
order by fact_id
