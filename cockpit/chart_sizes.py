"""How high the charts are, in px: a screen leaves an empty place, a chart fills it."""

FINE, HERO, REACHED = 12, 22, 16  # the letters of a chart's words: small print, a gap, an amount
AIR = 10  # between the words and the plot
TARGETS = 408  # the year's curve, and the months beside it
PANEL, FOOT, PAIR = 156, 30, 340  # of growth: a region's panel, the years below, the panel of two
LEVELS, GRIPS = 470, 320  # rates by month: beside a list, and over the whole width
BONDS = 268  # how fast the batches of a year were used
PAYMENTS = 236  # what was paid of them by month
STEP, ENDS = 44, 24  # of the waterfall: a row, and what is around them
PROJECT = 346  # the curve of a project, without the words above


def line(size: int) -> int:
    """A line of words in letters of ``size`` px."""
    return round(1.3 * size)


def words(sizes: list[int]) -> int:
    """px: the words above a plot, by the letters of their lines."""
    return sum(map(line, sizes)) + AIR


def growth(regions: int) -> int:
    """px: the rates of so many regions, a panel each."""
    return PANEL * regions + FOOT


def waterfall(steps: int) -> int:
    """px: so many floating bars, the two ends among them."""
    return STEP * steps + ENDS


def project(*, has_gap: bool) -> int:
    """px: the curve of a project, with the words above it."""
    return PROJECT + words([FINE, HERO, REACHED] if has_gap else [FINE, REACHED])
