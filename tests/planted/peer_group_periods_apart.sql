-- finds: 六县|甲市|2022-01-01
insert into peer_group (peer_group, region, valid_from, valid_to) values
    ('六县', '甲市', '2021-01-01', null), ('六县', '甲市', '2022-01-01', null),
    ('六县', '乙市', '2021-01-01', '2021-12-31'), ('六县', '乙市', '2022-01-01', null),
    ('十六县', '甲市', '2021-01-01', null);
