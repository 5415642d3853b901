-- What a site tells from a phone, report by report: of those of one day the last that was filled in stands,
-- and is the day's progress_report. Photos lie by their hash beside the lake; a version holds only that they
-- are there.

create table site_report (  -- completed_wan: since 1 January, as given; empty where the site gave none
    project_id varchar, report_id varchar, report_date date, reporter varchar, filled_at timestamp,
    received_at timestamp, is_working boolean, idle_reason varchar, workers integer, node varchar,
    image_progress varchar, completed_wan decimal(18, 4), note varchar
);

create table photo (  -- of a report; size_bytes of the picture as it is kept
    project_id varchar, report_id varchar, sha256 varchar, on_date date, taken_at timestamp,
    received_at timestamp, size_bytes integer
);
