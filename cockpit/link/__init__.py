"""What a link says: look, day, comparison, the names of parameters."""
