"""核稿: the figures of a text, and whether they can stand beside one another."""

from cockpit.reconcile.bulletin.figures import Printed, Text, read
from cockpit.reconcile.bulletin.judged import Judged, judged

__all__ = ["Judged", "Printed", "Text", "judged", "read"]
