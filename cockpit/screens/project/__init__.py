"""One project on a page: answers to what its cards say. DataFrames in, text out."""
