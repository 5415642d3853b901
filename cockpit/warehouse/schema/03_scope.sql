-- The filters of a screen, applied once. Empty lists mean all.

create macro chosen(value, choices) as len(choices) = 0 or list_contains(choices::varchar[], value);

create macro pairs_in(day, classes, levels, domains, towns, investors) as table
    -- (project, class) pairs on the list that day, with the project's standing
    select m.project_class, m.level, m.phase, m.subdomain, s.*
    from membership_on(day) as m
    inner join standing_on(day) as s using (project_id)
    where
        chosen(m.project_class, classes)
        and chosen(m.level, levels)
        and chosen(s.domain, domains)
        and chosen(s.township, towns)
        and chosen(case when s.gov_invested then '政府投资' else '其他投资' end, investors);

create macro projects_in(day, classes, levels, domains, towns, investors) as table
    -- the distinct projects of those pairs
    select s.*
    from standing_on(day) as s
    where
        s.project_id in (
            select m.project_id from membership_on(day) as m
            where chosen(m.project_class, classes) and chosen(m.level, levels)
        )
        and chosen(s.domain, domains)
        and chosen(s.township, towns)
        and chosen(case when s.gov_invested then '政府投资' else '其他投资' end, investors);
