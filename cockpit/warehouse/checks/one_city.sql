-- city: 一本台账只属于一个城市
-- 办法: 城市表只留一行
-- Lets pass a single row, and none.
select c.name
from city as c
where (select count(*) from city) > 1
