-- What had been decided by as_of on the proposals of the quarter that ends on $quarter_end.
select body, proposal, is_accepted, reason, decided_by, decided_on, document
from assessment_verdict
where quarter_end = $quarter_end and decided_on <= $as_of
order by body, proposal
