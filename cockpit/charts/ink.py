"""The colours of charts: the pages' variables (page.css), which know both themes.

Gold is for target, 序时, plan and deadline only; a lamp's colour always goes with shape and word.
"""

SURFACE, LINE, GRID, TRACK = "var(--surface)", "var(--line)", "var(--grid)", "var(--track)"
TEXT, TEXT2, TEXT3 = "var(--text)", "var(--text2)", "var(--text3)"  # from strongest
BLUE900, BLUE700, BLUE500 = "var(--b900)", "var(--b700)", "var(--b500)"  # likewise
BLUE300, BLUE100 = "var(--b300)", "var(--b100)"
PLAN = "var(--plan)"  # plan, and what is not counted
GOLD_MARK, GOLD_TEXT = "var(--gold)", "var(--goldt)"
GREEN, AMBER = "var(--green)", "var(--amber)"
