-- published_fact: 位次应在 1 到位次总数之间
-- Lets pass facts without a rank. A rank without the number of those ranked is an offender.
select fact_id, rank, rank_of
from published_fact
where rank is not null and not coalesce(rank between 1 and rank_of, false)
