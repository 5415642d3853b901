"""The parts of the pages about the data itself: reconciliation, definitions, freshness."""
