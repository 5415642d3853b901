-- The filters of a screen, applied once. A scope is a struct of the five choices; empty lists mean all.

create macro chosen(value, choices) as len(choices) = 0 or list_contains(choices::varchar[], value);

create macro all_projects() as
    struct_pack(classes := [], levels := [], domains := [], towns := [], investors := []);

create macro is_whole(scope) as
    len(scope['classes']) + len(scope['levels']) + len(scope['domains']) + len(scope['towns'])
    + len(scope['investors']) = 0;

create macro investor(gov_invested) as case when gov_invested then '政府投资' else '其他投资' end;

create macro pairs_in(day, scope) as table
    -- (project, class) pairs on the list that day, with the project's standing
    select m.project_class, m.level, m.phase, m.subdomain, s.*
    from membership_on(day) as m
    inner join standing_on(day) as s using (project_id)
    where
        chosen(m.project_class, scope['classes'])
        and chosen(m.level, scope['levels'])
        and chosen(s.domain, scope['domains'])
        and chosen(s.township, scope['towns'])
        and chosen(investor(s.gov_invested), scope['investors']);

create macro projects_in(day, scope) as table
    -- the distinct projects of those pairs
    select s.*
    from standing_on(day) as s
    where
        s.project_id in (
            select m.project_id from membership_on(day) as m
            where chosen(m.project_class, scope['classes']) and chosen(m.level, scope['levels'])
        )
        and chosen(s.domain, scope['domains'])
        and chosen(s.township, scope['towns'])
        and chosen(investor(s.gov_invested), scope['investors']);

create macro class_words(project_class, level, place) as  -- 重点项目（省）、专项债; place: class.position
    -- sorted as small lists: string_agg(… order by …) takes four times as long
    nullif(
        array_to_string(
            list_transform(
                list_sort(
                    list(
                        struct_pack(
                            place := coalesce(place, 2147483647), name := project_class, level := level
                        )
                    )
                ),
                lambda c: c.name || coalesce('（' || c.level || '）', '')
            ),
            '、'
        ),
        ''
    );

create macro leader_on(day) as table  -- one row a project: its 分包市领导
    select project_id, arg_max_null(person, valid_from) as leader
    from role_assignment
    where role = '分包市领导' and valid_from <= day and (valid_to is null or valid_to >= day)
    group by project_id;
