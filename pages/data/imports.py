"""导入: what a workbook holds, what is wrong with it, and what it would change once loaded."""

from cockpit import web
from cockpit.web import imports

view = web.view()
door, work = imports.door(), imports.work()

imports.top(view, work, door)
imports.done(view, work)
if work.is_to_be_read:
    imports.read(view, work)
imports.drop_zone(work, door)
imports.problem(work)
imports.switch(view, work, door)
imports.understood(work)
imports.faulty(work)
imports.foreseen(view, work, door)
