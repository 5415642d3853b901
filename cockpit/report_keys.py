"""The keys by which a site reports: one in use a project, in the link of its daily report.

Made, listed and revoked by ``python -m cockpit report-key``; kept like those of screens
(``keys.py``), in ``report-keys.secret`` and ``report-keys.json``. Who has the link reports for that
project, and can do nothing else.
"""

from collections.abc import Collection
from functools import cache

from cockpit.errors import CockpitError, Refused, ReportKeyRefused
from cockpit.keys import IssuedKey, KeyRing
from cockpit.places import Where

LONGEST_CODE = 64  # characters of a project's code (tables/columns.py)


class ReportKeys(KeyRing):
    """The keys of sites; a key's ``name`` is the code of its project."""

    files, salt, kind, holder = "report-keys", "report key", "填报链接", "这个填报链接"
    way_out = "请向办公室要本项目新的填报链接；没有收下的内容还在这部手机上"
    twice_way_out = "一个项目只用一个链接：先用 report-key revoke 停用，再发新的"
    list_way_out = "用 report-key list 查看"

    def refusal(self, what: str) -> CockpitError:
        """What is said to a phone whose link opens nothing."""
        return ReportKeyRefused(what, way_out=self.way_out)

    def checked(self, said: str) -> str:
        """A project's code. Raises Refused."""
        code = said.strip()
        if not code or len(code) > LONGEST_CODE or not code.isprintable():
            raise Refused("没有说是哪个项目", way_out="写项目代码，如台账里的")
        return code

    def is_meant(self, its: IssuedKey, said: str) -> bool:
        """A project's code alone: it may be a number."""
        return said == its.name

    def key_of(self, project_id: str) -> str:
        """The key in use of a project, to draw its link again; empty where it has none."""
        found = (key for key, _ in self._handed_out({project_id}))
        return next(found, "")

    def keys_of(self, projects: Collection[str]) -> dict[str, tuple[str, IssuedKey]]:
        """The keys in use of these projects, each as it was handed out, by project."""
        return {its.name: (key, its) for key, its in self._handed_out(projects)}

    def renew(self, project_id: str) -> str:
        """Revoke a project's key and hand out another. Raises NotFound, Refused."""
        self.revoke(project_id)
        ((_, key),) = self.create_all([project_id])
        return key

    def in_use(self) -> dict[str, IssuedKey]:
        """The keys that open something, by project."""
        return {its.name: its for its in self.issued() if not its.revoked_at}


@cache
def ring(where: Where) -> ReportKeys:
    """The process's keys of a store's sites."""
    return ReportKeys(where)
