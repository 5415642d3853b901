-- Time: how much of the year has passed by the cut of a figure (序时进度). The cut itself: 07_reach.sql.
-- Definition: docs/metrics.md, 序时进度.

create macro ratio(part, whole) as part::double / nullif(whole::double, 0);

create macro last_month_end(as_of) as  -- the last completed month-end; a month is complete on its last day
    case when as_of = last_day(as_of) then as_of else date_trunc('month', as_of)::date - 1 end;

create macro year_start(day) as make_date(year(day), 1, 1);

create macro day_share(day) as dayofyear(day)::double / dayofyear(make_date(year(day), 12, 31));

create macro month_passed(day) as  -- how much of its month is over: 20/31 on 20 May, 1 on the 31st
    day(day)::double / day(last_day(day));

create macro months_passed(day) as month(day) - 1 + month_passed(day);  -- of the year: 4.65 on 20 May

create macro complete_months(day) as  -- of the year: 4 on 20 May, 5 on the 31st
    month(day) - (day <> last_day(day))::integer;

create macro month_share(day) as months_passed(day) / 12;

create macro goal_ahead(day) as  -- the next month-end two weeks off or more; at the year's end its last day
    least(last_day((day + 14)::date), make_date(year(day), 12, 31));

create macro time_progress(cut_on, basis) as  -- none by curve: that is planned / annual plan of a set
    case basis when 'month' then month_share(cut_on) when 'day' then day_share(cut_on) end;

create macro time_progress_of(cut_on, basis, planned_wan, plan_wan) as  -- of a set of projects
    case when basis = 'curve' then ratio(planned_wan, plan_wan) else time_progress(cut_on, basis) end;
