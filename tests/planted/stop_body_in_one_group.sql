-- finds: G1|3
-- 乙镇 is in one group, in another tour in another; G3 has none.
insert into inspection_stop (inspection_id, position, body, body_group) values
    ('G1', 1, '甲镇', '一组'), ('G1', 2, '乙镇', '一组'), ('G1', 3, '甲镇', '二组'),
    ('G2', 1, '乙镇', '二组'), ('G3', 1, '甲镇', null), ('G3', 2, '甲镇', null);
