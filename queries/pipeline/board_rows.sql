-- The cards of the board of steps, those longest in a step first. 万元.
select
    board, place, board_step, card, project_id, name, organisation, township, leader, since_on, days, cards,
    effective, total_wan
from board_on($as_of, $stages_on, $entries_on, $scope)
order by board, place, days desc nulls last, card
