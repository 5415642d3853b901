-- finds: above, alone, below
insert into published_fact (fact_id, rank, rank_of) values
    ('above', 7, 6), ('below', 0, 6), ('alone', 2, null), ('last', 6, 6), ('none', null, null);
