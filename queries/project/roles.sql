-- 五个一 of one project: who filled each role from when to when, by as_of, and since when a role is vacant.
-- A role nobody was ever given has a row without a person.
with

held as (
    select
        role, person, valid_from,
        case when valid_to < $as_of then valid_to end as valid_to
    from role_assignment
    where project_id = $project and valid_from <= $as_of
),

seen as (  -- site visits of the month, by person
    select
        person,
        count(distinct on_date) filter (where on_date >= date_trunc('month', $as_of)) as visits_in_month,
        max(on_date) as last_visit_on
    from visit
    where project_id = $project and on_date <= $as_of
    group by person
)

select
    r.position, r.role, held.person, held.valid_from, held.valid_to,
    held.person is not null and held.valid_to is null as is_current,
    -- filled while one holder has no last day behind as_of
    case
        when count(held.person) over (partition by r.role) = count(held.valid_to) over (partition by r.role)
            then max(held.valid_to) over (partition by r.role) + 1
    end as vacant_from,
    -- none where no visit of the month was loaded at all
    case
        when (
            select count(*) > 0 from visit
            where on_date between date_trunc('month', $as_of) and $as_of
        )
            then coalesce(seen.visits_in_month, 0)
    end as visits_in_month,
    seen.last_visit_on
from
    (
        values
        (1, '分包市领导'), (2, '首席服务官'), (3, '政务服务帮办人'), (4, '现场盯办人'), (5, '项目单位负责人')
    ) as r (position, role)
left join held using (role)
left join seen using (person)
order by r.position, held.valid_from desc
