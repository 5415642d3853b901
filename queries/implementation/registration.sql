-- 入库率: started projects with a 入库 event / started projects with a total of 500 万元 and more.
-- Null where the ledger has no 入库 event at all.
select
    count(*) filter (where registered_on is not null) as registered,
    count(*) as to_register,
    case
        when is_recorded($as_of, ['入库']) then ratio(registered, to_register)
    end as registration_ratio
from projects_in($as_of, $scope)
where is_started and total_wan >= 500
