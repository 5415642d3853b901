-- finds: 甲市|2022-04-30|published
insert into regional_growth (region, period_end, growth_pct, kind) values
    ('甲市', '2022-04-30', 5, 'derived'), ('甲市', '2022-04-30', 6, 'published'),
    ('甲市', '2022-05-31', 6, 'published'), ('乙市', '2022-04-30', 6, 'published');
