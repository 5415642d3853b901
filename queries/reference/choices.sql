-- What the filter bar offers: every class, level, domain, township and investor, in their order.
select 'classes' as filter, project_class as value, position from class
union all
select 'levels', level, position from level
union all
select 'domains', domain, min(position) from domain group by domain
union all
select 'towns', township, position from township
union all
select 'investors', i.investor, i.position from (values ('政府投资', 1), ('其他投资', 2)) as i (investor, position)
order by filter, position, value
