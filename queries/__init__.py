"""Questions on the mart: one .sql a question, one typed function each."""
