"""What each page's address may say beside the look (cockpit.look.NAMES): the parameters it reads.

Any other name in a link is refused (cockpit.parameters). A test holds the table to what the pages
read.
"""

from cockpit import since
from cockpit.screens.targets import solver
from cockpit.web import figure_click
from cockpit.web.growth.found import LABELS as GROWTH
from cockpit.web.ledger import narrowing

OWN: dict[str, tuple[str, ...]] = {  # the page's path, without its slash
    "": ("indicator", *since.READS),
    "targets": (*solver.READS, *since.READS),
    "growth": tuple(GROWTH),
    "why": ("indicator", "project", "cause", *since.READS),
    "ledger": (*figure_click.READS, *narrowing.READS),
    "project": ("project",),
    "freshness": (),
    "indicators": ("definition",),
    "reconciliation": ("fact",),
}
