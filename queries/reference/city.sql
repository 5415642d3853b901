-- Whose ledger it is, and what its plan of as_of and its things are called: one row, a list a table.
-- Before the first plan that is loaded its names are used too; after the last it goes on.
with

plan_now as (
    select name, title
    from plan
    order by year > year($as_of), abs(year - year($as_of))
    limit 1
),

lines as (  -- each digit's last line in the year that has any, the nearest
    select *
    from program
    qualify
        dense_rank() over (order by year > year($as_of), abs(year - year($as_of))) = 1
        and row_number() over (
            partition by year, digit, indicator order by valid_from desc, position desc
        ) = 1
),

domains as (
    select count(distinct domain) as domains, coalesce(bool_or(kind = 'assumed'), false) as are_assumed
    from domain
    where valid_from <= $as_of
)

select
    (select any_value(c.name) from city as c) as name,
    (select any_value(c.short_name) from city as c) as short_name,
    (select any_value(c.parent) from city as c) as parent,
    (select any_value(c.compared_with) from city as c) as compared_with,
    (select p.name from plan_now as p) as plan_name,
    (select p.title from plan_now as p) as plan_title,
    domains.domains, domains.are_assumed as domains_are_assumed,
    (select list(b.region order by b.position, b.region) from benchmark as b) as benchmarks,
    (
        select
            list(
                struct_pack(
                    sign := n.digit, counts := n.indicator, name := n.title, target := n.target::double
                )
                order by n.position, n.digit
            )
        from lines as n
    ) as digits,
    (select list(c order by c.position, c.project_class) from class as c) as classes,
    (select list(v order by v.position, v.level) from level as v) as levels,
    (select list(g order by g.position, g.grip) from grip as g) as grips,
    (select list(y order by y.position, y.library) from library as y) as libraries,
    (select list(f order by f.position, f.fact_id) from fact_figure as f) as facts
from domains
