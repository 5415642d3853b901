"""核稿: the figures of a text, and whether they can stand beside one another."""

from cockpit.reconcile.bulletin.figures import Printed, Text, read
from cockpit.reconcile.bulletin.judged import Judged, judged
from cockpit.reconcile.bulletin.twins import Ledger, Twin

__all__ = ["Judged", "Ledger", "Printed", "Text", "Twin", "judged", "read"]
