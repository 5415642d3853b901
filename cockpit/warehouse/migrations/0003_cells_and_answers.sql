-- To the cell: a sheet may feed several tables, and one table several times (a column a month). Each time
-- is a part, and each part knows the column of each of its fields.
alter table origin add column part integer;
alter table load_column add column part integer;
alter table load_column add column letters varchar;  -- of the column in a workbook: F

create table answer (  -- what was answered once, so that it is not asked again. kind: match, column
    kind varchar, said varchar, meaning varchar, author varchar, answered_at timestamp
);
