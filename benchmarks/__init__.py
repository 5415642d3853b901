"""FigureMaker, printed and not asserted: ``make bench``; and the screenshots of ``make shots``."""
