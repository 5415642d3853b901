-- The year's reports from the site of one project by as_of, the last first, each with its photos. Of those
-- of a day the last that was filled in stands.
with

photos as (
    select report_id, list(sha256 order by taken_at nulls last, sha256) as photos
    from photo
    where project_id = $project
    group by report_id
)

select
    r.report_id, r.report_date, r.filled_at, r.received_at, r.reporter, r.is_working, r.idle_reason,
    r.workers, r.node, r.image_progress, r.completed_wan, r.note,
    coalesce(photos.photos, []) as photos,
    row_number() over (
        partition by r.report_date order by r.filled_at desc, r.received_at desc, r.report_id
    ) = 1 as stands,
    r.received_at::date <= r.report_date as in_time
from site_report as r
left join photos on r.report_id = photos.report_id
where r.project_id = $project and r.report_date between year_start($as_of) and $as_of
order by r.report_date desc, r.filled_at desc, r.received_at desc, r.report_id
