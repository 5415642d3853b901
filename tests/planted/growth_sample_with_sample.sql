-- finds: 县区 01|2022-04-30|sample
insert into load (load_id, kind) values (1, 'sample'), (2, 'real'), (3, 'published');
insert into regional_growth (region, period_end, growth_pct, kind) values
    ('县区 01', '2022-04-30', 5, 'sample'), ('荥阳市', '2022-04-30', 6, 'published');
