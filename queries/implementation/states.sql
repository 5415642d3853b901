-- (project, class) pairs on the list at as_of by the state they are in; in all (project_state null) first.
select project_state, count(*) as pairs
from pair_states_on($as_of, $scope)
group by grouping sets ((), (project_state))
having count(*) > 0
order by
    list_position(
        ['此前已投产', '今年投产', '已竣工未投产', '在建', '应开未开', '停工', '未到开工日', '未定开工日'], project_state
    ) nulls first
