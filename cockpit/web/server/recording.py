"""A page's run for nobody: what its script puts on the page, as Streamlit would send it.

The script is the one description of a page, so what is read here is the page to come, with its
columns, widgets and places. Streamlit runs scripts for sessions alone, and its test harness takes
the server's own runtime away; so the runner of a session is started here without one.
"""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState

from cockpit.settings import ROOT

SCRIPT = str(ROOT / "cockpit" / "web" / "navigation.py")
MAIN, SIDEBAR, EVENTS = 0, 1, 2  # the places of a page; styles lie in the last
FOLDED = {"popover", "dialog"}  # blocks that lie above a page, where they are open at all
PATIENCE = 60.0  # seconds for a run
_scripts = ScriptCache()  # compiled once, as a server does for its sessions


@dataclass
class Node:
    """A block of a page, or an element: what it is, and what stands in it, in order."""

    block: Block | None = None
    element: Element | None = None
    children: dict[int, "Node"] = field(default_factory=dict)

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.children[at] for at in sorted(self.children))

    def kinds(self) -> Iterator[str]:
        """The kinds of the elements that are shown: not of what is folded away."""
        if self.element is not None:
            yield str(self.element.WhichOneof("type"))
        if self.block is None or self.block.WhichOneof("type") not in FOLDED:
            for child in self:
                yield from child.kinds()


def recorded(path: str, query: str, user: Mapping[str, Any]) -> Node:
    """What the page at ``path`` (without a slash) draws at its first run, by place.

    ``query``: of its address; ``user``: as ``st.user`` has it. Raises TimeoutError.
    """
    page = Node(children={place: Node() for place in (MAIN, SIDEBAR, EVENTS)})
    ended, loop = threading.Event(), asyncio.new_event_loop()

    def heard(
        _runner: Any,
        *,
        event: ScriptRunnerEvent,
        forward_msg: ForwardMsg | None = None,
        **_more: Any,
    ) -> None:
        if forward_msg is not None and forward_msg.WhichOneof("type") == "delta":
            _put(page, forward_msg)
        elif event is ScriptRunnerEvent.SHUTDOWN:
            loop.close()  # the runner is done with it
            ended.set()

    runner = ScriptRunner(
        session_id="first response",
        main_script_path=SCRIPT,
        session_state=SessionState(),
        uploaded_file_mgr=MemoryUploadedFileManager("/nowhere"),
        script_cache=_scripts,
        initial_rerun_data=RerunData(query_string=query, page_name=path),
        user_info=dict(user),
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(SCRIPT, _scripts),
        event_loop=loop,
    )
    runner.on_event.connect(heard, weak=False)
    runner.start()
    if not ended.wait(PATIENCE):
        runner.request_stop()
        raise TimeoutError(f"the first run of /{path} did not end")
    return page


def _put(page: Node, message: ForwardMsg) -> None:
    """Put what a message adds in its place."""
    *above, last = message.metadata.delta_path
    within = page
    for at in above:
        within = within.children.setdefault(at, Node())
    delta = message.delta
    if delta.WhichOneof("type") == "add_block":
        held = within.children.get(last, Node())
        within.children[last] = Node(block=delta.add_block, children=held.children)
    else:
        within.children[last] = Node(element=delta.new_element)
