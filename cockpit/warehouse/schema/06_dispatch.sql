-- 调度: on which days a project was under way, so that a report, a visit or a check was due.

create macro stage_spans() as table  -- from an event to the day before the next; a day's later stage stands
    select
        project_id,
        on_date as from_day,
        coalesce(lead(on_date) over course - 1, date '9999-12-31') as to_day,
        stage in ('开工', '复工') as is_under_way
    from stage_event
    where stage in ('开工', '停工', '复工', '竣工', '投产', '达效')
    window course as (
        partition by project_id
        order by on_date, list_position(['开工', '停工', '复工', '竣工', '投产', '达效'], stage)
    );

create macro days_due(first_day, last_day) as table  -- project-days under way that the calendar asks for
    select span.project_id, calendar.on_date
    from calendar
    inner join stage_spans() as span
        on calendar.on_date between span.from_day and span.to_day and span.is_under_way
    where calendar.report_due and calendar.on_date between first_day and last_day;
