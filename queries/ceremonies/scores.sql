-- 观摩: one row a tour held by as_of and body, the last tour first, in it by group and place.
select
    inspection_id, title, on_date, tour_group, body, position, bodies, counted, own, mean_points, coefficient,
    score, place, before_id, place_before, is_latest
from tour_scores_on($as_of)
order by on_date desc, inspection_id, tour_group, place nulls last, body
