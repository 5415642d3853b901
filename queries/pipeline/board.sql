-- The board of steps: how many stand at each, with their total and the longest days. 万元.
select
    board, place, board_step,
    sum(cards)::integer as cards,
    sum(effective)::integer as effective,
    sum(total_wan) as total_wan,
    max(days) as longest_days
from board_on($as_of, $stages_on, $entries_on, $scope)
group by board, place, board_step
order by board, place
