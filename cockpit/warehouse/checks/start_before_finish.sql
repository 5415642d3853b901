-- stage_event: 开工、竣工、投产、达效的日期应依次不早于前者
-- By the first date of each. Lets pass stages that are missing in between, and the same day.
with

firsts as (
    select
        project_id, stage, min(on_date) as on_date,
        list_position(['开工', '竣工', '投产', '达效'], stage) as place
    from stage_event
    where stage in ('开工', '竣工', '投产', '达效')
    group by project_id, stage
)

select l.project_id, l.stage, l.on_date, max(e.on_date) as other
from firsts as l
inner join firsts as e on l.project_id = e.project_id and l.place > e.place
where l.on_date < e.on_date
group by l.project_id, l.stage, l.on_date
