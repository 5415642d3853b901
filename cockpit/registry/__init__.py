"""What every figure, question and column is, once: indicators, sums, words."""
