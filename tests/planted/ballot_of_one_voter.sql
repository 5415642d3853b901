-- finds: G1|P1|乙镇
-- P2 has no voter; P1 of another tour is another ballot.
insert into inspection_ballot (inspection_id, ballot, voter_role, voter_body, body) values
    ('G1', 'P1', '镇街', '甲镇', '丙镇'), ('G1', 'P1', '镇街', '乙镇', '乙镇'),
    ('G2', 'P1', '镇街', '丁镇', '丙镇'), ('G1', 'P2', null, null, '丙镇'), ('G1', 'P2', null, null, '乙镇');
