-- One project, one id: what is stored under an id that was renamed counts for the new one, through
-- chains of renames. Run by the mart after filling. Where both ids have the same row, the new id's stands.
-- Merges and splits are not settled here: which part of a figure goes where is not in project_alias.
create temp table renamed as
with recursive

step as (
    select old_id, arg_max(new_id, on_date) as new_id
    from project_alias
    where kind = 'rename' and old_id <> new_id
    group by old_id
),

path (old_id, new_id) as (
    select old_id, new_id from step
    union
    select path.old_id, step.new_id from path inner join step on path.new_id = step.old_id
)

select old_id, new_id from path where new_id not in (select step.old_id from step);

delete from project as old using renamed where project_id = old_id and exists (
    select 1 from project as new where new.project_id = new_id and new.valid_from = old.valid_from
);
delete from project_year as old using renamed where project_id = old_id and exists (
    select 1 from project_year as new
    where new.project_id = new_id and new.year = old.year and new.revision = old.revision
);
delete from plan_curve as old using renamed where project_id = old_id and exists (
    select 1 from plan_curve as new
    where
        new.project_id = new_id
        and new.year = old.year and new.revision = old.revision and new.month = old.month
);
delete from class_membership as old using renamed where project_id = old_id and exists (
    select 1 from class_membership as new
    where
        new.project_id = new_id
        and new.project_class = old.project_class and new.valid_from = old.valid_from
);
delete from progress_report as old using renamed where project_id = old_id and exists (
    select 1 from progress_report as new
    where new.project_id = new_id and new.report_date = old.report_date
);

update project set project_id = new_id from renamed where project_id = old_id;
update project_year set project_id = new_id from renamed where project_id = old_id;
update plan_curve set project_id = new_id from renamed where project_id = old_id;
update class_membership set project_id = new_id from renamed where project_id = old_id;
update stage_event set project_id = new_id from renamed where project_id = old_id;
update progress_report set project_id = new_id from renamed where project_id = old_id;
update milestone set project_id = new_id from renamed where project_id = old_id;
update visit set project_id = new_id from renamed where project_id = old_id;
update problem set project_id = new_id from renamed where project_id = old_id;
update role_assignment set project_id = new_id from renamed where project_id = old_id;
update bond_issue set project_id = new_id from renamed where project_id = old_id;
update pipeline_entry set project_id = new_id from renamed where project_id = old_id;

drop table renamed;
