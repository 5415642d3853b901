-- finds: G1|2, G2|2, G2|3
-- 甲镇 looks back to a tour before; G1 to a later one, 乙镇 to one where it was not, 丙镇 to none.
insert into inspection (inspection_id, on_date) values ('G1', '2022-03-29'), ('G2', '2022-05-27');
insert into inspection_stop (inspection_id, position, body, looks_back_to) values
    ('G1', 1, '甲镇', null), ('G1', 2, '丁镇', 'G2'), ('G2', 1, '甲镇', 'G1'), ('G2', 2, '乙镇', 'G1'),
    ('G2', 3, '丙镇', 'G9'), ('G2', 4, '丁镇', null);
