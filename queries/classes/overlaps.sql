-- 类别重叠: the distinct projects on the list at as_of by the exclusive combination of their classes, which add
-- up to the first row, all of them; beside, by how many classes they are in, and whether in one or several.
select
    combination, classes_held, held_in,
    case when grouping(combination) = 0 then any_value(class_list) end as class_list,
    count(*) as projects
from combinations_on($as_of, $scope)
group by grouping sets ((), (held_in), (classes_held), (combination))
having count(*) > 0
order by
    combination is not null, classes_held nulls first, held_in nulls first, len(any_value(class_list)),
    projects desc, combination
