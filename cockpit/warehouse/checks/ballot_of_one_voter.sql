-- inspection_ballot: 一张票的投票人身份和单位应一致
-- The rows that differ from the ballot's first. Lets pass a ballot without either.
select inspection_id, ballot, body, voter_role, voter_body
from inspection_ballot
qualify (voter_role, voter_body) is distinct from first_value((voter_role, voter_body)) over (
    partition by inspection_id, ballot order by body
)
