-- 万人助万企: the questions of firms, each with the day it was solved and what was paid out for it.

create table enterprise_service (  -- subsidy_wan: 奖补; empty where none was paid
    service_id varchar, firm varchar, kind varchar, raised_on date, solved_on date,
    subsidy_wan decimal(18, 4)
);
