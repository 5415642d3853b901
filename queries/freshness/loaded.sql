-- Which tables this version holds a row of at all, of any day: whether a screen without figures lacks data,
-- or only data of its day. The view is made from the declarations of the tables (warehouse/every_table.py).
select table_name, is_loaded from loaded
