-- Which kinds of data this version holds at all, of any day: whether a screen without figures lacks data, or
-- only data of its day. Sample growth is no release.
select
    (select count(*) > 0 from project) as has_projects,
    (select count(*) > 0 from project_year) as has_plans,
    (select count(*) > 0 from class_membership) as has_memberships,
    (select count(*) > 0 from progress_report) as has_reports,
    (select count(*) > 0 from stage_event) as has_stages,
    (select count(*) > 0 from bond_issue) as has_bonds,
    (select count(*) > 0 from pipeline_entry) as has_pipeline,
    (select count(*) > 0 from regional_growth where kind <> 'sample') as has_growth,
    (select count(*) > 0 from published_fact) as has_facts,
    (select count(*) > 0 from lamp_rule) as has_lamp_rules,
    (select count(*) > 0 from milestone) as has_milestones,
    (select count(*) > 0 from visit) as has_visits,
    (select count(*) > 0 from problem) as has_problems,
    (select count(*) > 0 from role_assignment) as has_roles
