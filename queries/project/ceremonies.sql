-- The 集中开工 held by as_of whose list had one project, with the days to its start, the last first.
-- Days without a start are counted to the day to which stages were loaded.
select
    ceremony_id, title, held.on_date as held_on, announced_total_wan::double as announced_wan,
    started_on, started_on - held_on as days_to_start,
    case
        when started_on is null then greatest(coalesce($stages_on::date, $as_of) - held.on_date, 0)
    end as days_waiting
from ceremony_project
inner join ceremony as held using (ceremony_id)
left join stage_on($as_of) using (project_id)
where project_id = $project and held.on_date <= $as_of
order by held_on desc, ceremony_id
