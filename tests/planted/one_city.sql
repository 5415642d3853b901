-- finds: 乙市, 甲市
insert into city (name) values ('甲市'), ('乙市');
