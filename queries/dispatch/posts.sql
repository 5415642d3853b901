-- 五个一 at as_of of the projects with a team: how many posts there are, and how many somebody holds; one row.
select
    count(*) as posts,
    count(person) as filled,
    ratio(count(person), count(*)) as filled_ratio
from posts_on($as_of, $scope)
