-- 已实施, 应实施未实施, 开复工率, 竣工投产率: (project, class) pairs on the list at as_of, one row a class
-- and, where it has levels, one a level group. A pair finished in an earlier year is due and implemented, and
-- stands outside the 开复工率.
with

pairs as (
    select its.*, level.level_group
    from pairs_in($as_of, $scope) as its
    left join level using (level)
),

counted as (
    select
        project_class,
        coalesce(level_group, '全部') as level_group,
        count(*) as listed,
        count(*) filter (where is_due_on_list) as due,
        count(*) filter (where is_implemented) as implemented,
        count(*) filter (where is_due_on_list and not is_implemented) as due_not_implemented,
        count(*) filter (where is_implemented and not is_due_on_list) as early,
        count(*) filter (where is_due_to_start) as due_to_start,
        count(*) filter (where is_due_to_start and is_started) as due_started,
        count(*) filter (where coalesce(producing_on, effective_on) is not null) as in_production
    from pairs
    group by grouping sets ((project_class), (project_class, level_group))
    having grouping(level_group) = 1 or level_group is not null
)

select
    class.position,
    project_class, level_group, class.short_name, listed, due, implemented, due_not_implemented, early,
    due_to_start, due_started, in_production,
    ratio(due_started, due_to_start) as start_ratio,
    case when is_recorded($as_of, ['投产', '达效']) then ratio(in_production, listed) end as production_ratio
from counted
left join class using (project_class)
order by class.position, project_class, level_group desc
