-- project: 乡镇街道要在乡镇街道表里
-- 办法: 改成乡镇街道表里的写法（不带县市名，如“广武镇”）；确有新的乡镇街道，先在乡镇街道表里加一行
-- Lets pass a project without a township, and everything while no township is loaded.
select p.project_id, p.valid_from, p.township
from project as p
where
    p.township is not null
    and not exists (select 1 from township as known where known.township = p.township)
    and exists (select 1 from township)
