-- finds: G1|P1|丙镇
-- 乙镇 has two stops; P2 leaves it out.
insert into inspection_stop (inspection_id, position, body) values
    ('G1', 1, '甲镇'), ('G1', 2, '乙镇'), ('G1', 3, '乙镇'), ('G2', 1, '丙镇');
insert into inspection_ballot (inspection_id, ballot, body, rank) values
    ('G1', 'P1', '甲镇', 1), ('G1', 'P1', '乙镇', 2), ('G1', 'P1', '丙镇', 3), ('G1', 'P2', '甲镇', 1);
