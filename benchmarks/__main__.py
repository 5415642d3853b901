"""All benchmarks on the demonstration ledger, in a store of their own; then larger ledgers."""

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import idle, intake, paint, phone, questions, reports, reruns, streams, volumes
from cockpit.intake import demonstration
from cockpit.warehouse.lake import Lake
from queries.filters import Filters


def main() -> None:
    """Fill a store, then print. With ``--volumes`` the larger ledgers only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--volumes", action="store_true", help="400, 4,000, 50,000 projects only")
    parser.add_argument("--intake", action="store_true", help="loads of 50,000 rows only")
    parser.add_argument("--idle", action="store_true", help="ten minutes of an idle wall as well")
    arguments = parser.parse_args()
    if arguments.volumes:
        volumes.run()
        return
    if arguments.intake:
        intake.run()
        return
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder) / "lake")
        demonstration.fill(lake, "测速", sample=True, tell=lambda _: None)
        os.environ["COCKPIT_LAKE"] = str(lake.folder)
        paint.run(lake.folder)
        phone.run(lake.folder)
        questions.run(lake.folder, Filters(date(2022, 5, 31)))
        reruns.run()
        streams.run(lake.folder)
        reports.run(lake.folder)
        if arguments.idle:
            idle.run(lake.folder)
    intake.run()
    volumes.run()


if __name__ == "__main__":
    main()
