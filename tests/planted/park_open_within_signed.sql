-- finds: A|2022-02-28
-- In A one has moved in that has not signed; in B all that signed.
insert into park_report (park_id, report_date, signed_firms, open_firms) values
    ('A', '2022-01-31', 5, 5), ('A', '2022-02-28', 5, 6), ('B', '2022-01-31', 4, 4);
