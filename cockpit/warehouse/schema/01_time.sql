-- Time: the one cut of a figure, and how much of the year has passed by it (序时进度).
-- Definition: docs/metrics.md, 序时进度.

create macro ratio(part, whole) as part::double / nullif(whole::double, 0);

create macro last_month_end(as_of) as  -- the last completed month-end; a month is complete on its last day
    case when as_of = last_day(as_of) then as_of else date_trunc('month', as_of)::date - 1 end;

create macro year_start(day) as make_date(year(day), 1, 1);

create macro effective_basis(as_of, basis) as  -- before the year's first month-end, month falls back to day
    case when basis = 'month' and year(last_month_end(as_of)) < year(as_of) then 'day' else basis end;

create macro cut(as_of, basis) as
    case when effective_basis(as_of, basis) = 'month' then last_month_end(as_of) else as_of end;

create macro day_share(day) as dayofyear(day)::double / dayofyear(make_date(year(day), 12, 31));

create macro time_progress(as_of, basis) as  -- none by curve: that is planned / annual plan of a set
    case effective_basis(as_of, basis)
        when 'month' then month(cut(as_of, basis)) / 12.0::double
        when 'day' then day_share(as_of)
    end;

create macro time_progress_of(as_of, basis, planned_wan, plan_wan) as  -- of a set of projects
    case when basis = 'curve' then ratio(planned_wan, plan_wan) else time_progress(as_of, basis) end;
