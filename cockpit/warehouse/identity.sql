-- One project, one id: what is stored under an id that was renamed counts for the new one, through
-- chains of renames. Run by the mart after filling. Where several of a project's ids have the same row,
-- that of the id nearest to the new one stands.
-- Merges and splits are not settled here: which part of a figure goes where is not in project_alias.
create temp table renamed as  -- every id of a renamed project, the new one too; steps: renames between them
with recursive

path (old_id, new_id, steps) as (
    select old_id, new_id, 1 from renames()
    union
    select path.old_id, next.new_id, path.steps + 1
    from path
    inner join renames() as next on path.new_id = next.old_id
    where path.steps < (select count(*) from renames())  -- a circle of renames ends too
),

ended as (
    select old_id, new_id, min(steps) as steps from path
    where new_id not in (select r.old_id from renames() as r)
    group by old_id, new_id
)

select old_id, new_id, steps from ended
union
select new_id as old_id, new_id, 0 as steps from ended;

delete from project where rowid in (
    select its.rowid from project as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, valid_from order by steps, old_id) > 1
);
delete from project_year where rowid in (
    select its.rowid from project_year as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, year, revision order by steps, old_id) > 1
);
delete from plan_curve where rowid in (
    select its.rowid from plan_curve as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, year, revision, month order by steps, old_id) > 1
);
delete from class_membership where rowid in (
    select its.rowid from class_membership as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, project_class, valid_from order by steps, old_id) > 1
);
delete from stage_event where rowid in (
    select its.rowid from stage_event as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, stage, on_date order by steps, old_id) > 1
);
delete from progress_report where rowid in (
    select its.rowid from progress_report as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, report_date order by steps, old_id) > 1
);
delete from visit where rowid in (
    select its.rowid from visit as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, on_date, visited_by, person order by steps, old_id) > 1
);
delete from role_assignment where rowid in (
    select its.rowid from role_assignment as its
    inner join renamed on its.project_id = renamed.old_id
    qualify row_number() over (partition by new_id, role, valid_from order by steps, old_id) > 1
);

update project set project_id = new_id from renamed where project_id = old_id and steps > 0;
update project_year set project_id = new_id from renamed where project_id = old_id and steps > 0;
update plan_curve set project_id = new_id from renamed where project_id = old_id and steps > 0;
update class_membership set project_id = new_id from renamed where project_id = old_id and steps > 0;
update stage_event set project_id = new_id from renamed where project_id = old_id and steps > 0;
update progress_report set project_id = new_id from renamed where project_id = old_id and steps > 0;
update milestone set project_id = new_id from renamed where project_id = old_id and steps > 0;
update visit set project_id = new_id from renamed where project_id = old_id and steps > 0;
update problem set project_id = new_id from renamed where project_id = old_id and steps > 0;
update role_assignment set project_id = new_id from renamed where project_id = old_id and steps > 0;
update bond_issue set project_id = new_id from renamed where project_id = old_id and steps > 0;
update pipeline_entry set project_id = new_id from renamed where project_id = old_id and steps > 0;

drop table renamed;
