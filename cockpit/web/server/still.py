"""A page's still: what its first run puts on the page (recording.py) as HTML that stands by itself.

It is read before Streamlit's front end has come, and gives way to the page without a jump; so it
has the front end's elements, their names and classes, which the pages' stylesheets know. What is
folded away is left out.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.GapSize_pb2 import GapSize

from cockpit.screens import markup, styles
from cockpit.web.server import base
from cockpit.web.server.recording import EVENTS, MAIN, SIDEBAR, Node

SCRIPT = Path(__file__).parents[1] / "still.js"
GAPS = {  # rem
    GapSize.SMALL: 1,
    GapSize.MEDIUM: 2,
    GapSize.LARGE: 4,
    GapSize.NONE: 0,
    GapSize.XXSMALL: 0.25,
    GapSize.XSMALL: 0.5,
    GapSize.XLARGE: 6,
    GapSize.XXLARGE: 8,
}
_Flex = Block.FlexContainer
JUSTIFY = {
    _Flex.JUSTIFY_END: "end",
    _Flex.JUSTIFY_CENTER: "center",
    _Flex.SPACE_BETWEEN: "space-between",
}
ALIGN = {
    _Flex.ALIGN_START: "start",
    _Flex.ALIGN_END: "end",
    _Flex.ALIGN_CENTER: "center",
    _Flex.STRETCH: "stretch",
}
_MARKS = re.compile(r"\\(?P<plain>[!-/:-@\[-`{-~])|\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*")
_HOST = re.compile(r"(<div class='linked'>)(</div>)")  # where our components draw data["html"]
_BUTTON = re.compile(r"(<button[^>]*>).*?(</button>)")


@dataclass(frozen=True)
class Label:
    """What a widget is called, and whether that is ``shown``: 0 yes, 1 kept as a gap, 2 not."""

    label: Markup
    shown: int


def still(page: Node, path: str) -> Markup:
    """The page recorded at ``path`` (without a slash), with the styles that it brought."""
    brought = "".join(
        found[1]
        for node in page.children[EVENTS]
        if node.element
        and (found := re.fullmatch(r"<style>(.*)</style>", node.element.html.body, re.S))
    )
    sidebar, main = (
        _vertical(page.children[place], path) if page.children[place].children else Markup()
        for place in (SIDEBAR, MAIN)
    )
    parts = (sidebar + main).count("class='linked'")
    return _drawn("page", Markup(styles.still() + brought), sidebar, main, parts, Markup(script()))


@cache
def script() -> str:
    """What lets the page take the still's place; inline, so the content policy names it."""
    return SCRIPT.read_text("utf-8")


def _vertical(node: Node, path: str) -> Markup:
    return _drawn("block", "stVerticalBlock", "stVerticalBlock", "", _inside(node, path))


def _inside(node: Node, path: str, *, in_row: bool = False) -> Markup:
    return Markup("").join(_node(child, path, in_row=in_row) for child in node)


def _node(node: Node, path: str, *, in_row: bool) -> Markup:
    if node.block is not None:
        return _block(node, node.block, path, in_row=in_row)
    if node.element is None:
        return Markup()
    kind = str(node.element.WhichOneof("type"))
    element = getattr(node.element, kind)
    if kind == "html" and element.unsafe_allow_javascript:
        return Markup()  # it comes with the page, and takes no place there
    drawn = ELEMENTS[kind](element, path) if kind in ELEMENTS else Markup()
    classes = " ".join(("stElementContainer", *_key(getattr(element, "id", ""))))
    return _drawn("block", classes, "stElementContainer", _size(node.element, in_row), drawn)


def _block(node: Node, block: Block, path: str, *, in_row: bool) -> Markup:
    kind = block.WhichOneof("type")
    if kind == "dialog" or (not node.children and not block.allow_empty):
        return Markup()
    if kind == "column":
        share = f"calc({block.column.weight:.10%} - 1rem)"
        css = f"--w:{share};--flex:1 1 {share}"
        return _drawn("block", "stColumn", "stColumn", css, _vertical(node, path))
    if kind == "popover":
        popover = block.popover
        inside = _drawn("popover", words(popover.label), popover.type)
    else:
        inside = _container(node, block, path)
    return _drawn("block", "", "stLayoutWrapper", _size(block, in_row), inside)


def _container(node: Node, block: Block, path: str) -> Markup:
    flex = block.flex_container
    is_row = flex.direction == _Flex.HORIZONTAL
    gap = GAPS.get(flex.gap_config.gap_size, 1)
    css = f"--gap:{gap}rem"
    if flex.align in ALIGN:
        css += f";--align:{ALIGN[flex.align]}"
    if flex.justify in JUSTIFY:
        css += f";--justify:{JUSTIFY[flex.justify]}"
    if is_row and not flex.wrap:
        css += ";--wrap:nowrap"
    name = "stHorizontalBlock" if is_row else "stVerticalBlock"
    inside = _inside(node, path, in_row=is_row)
    return _drawn("block", " ".join((name, *_key(block.id))), name, css, inside)


def _size(sized: Block | Element, in_row: bool) -> str:
    """The place that a block or an element takes among its neighbours."""
    width, height, css = sized.width_config, sized.height_config, []
    if pixels := width.pixel_width:
        css.append(f"--w:{pixels}px")
        if in_row:
            css.append(f"--flex:0 0 {pixels}px")
    elif width.use_content:
        css.append("--w:fit-content")
        if in_row:
            css.append("--flex:0 0 fit-content")
    elif in_row:
        css.append("--flex:1 1 8rem")
    if pixels := height.pixel_height:
        css.append(f"--h:{styles.rem(pixels)}")
        if not in_row:
            css.append(f"--flex:0 0 {styles.rem(pixels)}")
    elif height.use_stretch and not in_row:
        css.append("--flex:0 1 100%")
    return ";".join(css)


def _key(element_id: str) -> Iterable[str]:
    """The class that the front end makes of the key a script has given."""
    key = element_id.split("-", 2)[-1] if element_id.startswith("$$") else ""
    if key and key != "None":
        yield "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def words(said: str) -> Markup:
    """A label as Streamlit reads it: ``**strong**``, ``*marked*``, and what is escaped as it is."""

    def one(found: re.Match[str]) -> str:
        if plain := found["plain"]:
            return str(escape(plain))
        name = "strong" if found["strong"] else "em"
        return f"<{name}>{escape(found[name])}</{name}>"

    parts, at = [], 0
    for found in _MARKS.finditer(said):
        parts += [str(escape(said[at : found.start()])), one(found)]
        at = found.end()
    return Markup("".join([*parts, str(escape(said[at:]))]))


def _drawn(name: str, *values: Any) -> Markup:
    return markup.drawn(name, *values, of="still")


def _label(element: Any) -> Label:
    return Label(words(element.label), element.label_visibility.value)


def _html(element: Any, _path: str) -> Markup:
    return _drawn("html", Markup(element.body))


def _component(element: BidiComponent, _path: str) -> Markup:
    data = json.loads(element.json or "{}")
    inside = element.html_content
    if "html" in data:
        inside = _HOST.sub(lambda host: f"{host[1]}{data['html']}{host[2]}", inside)
    elif "label" in data:
        inside = _BUTTON.sub(
            lambda button: f"{button[1]}{escape(data['label'])}{button[2]}", inside
        )
    css = element.css_content
    if data.get("theme") == "":
        css += ".host { color-scheme: light dark; }"  # the reader's, which only a browser knows
    return _drawn("component", Markup(inside), Markup(css), element.isolate_styles)


def _button(element: Any, _path: str) -> Markup:
    return _drawn("button", words(element.label), element.type)


def _link_button(element: Any, _path: str) -> Markup:
    return _drawn("link_button", words(element.label), element.type, element.url)


def _page_link(element: Any, path: str) -> Markup:
    query = f"?{element.query_string}" if element.query_string else ""
    href = base.below(f"/{element.page}{query}")
    return _drawn("page_link", words(element.label), href, element.page == path)


def _text_input(element: Any, _path: str) -> Markup:
    return _drawn("text_input", _label(element), element.default, element.placeholder)


def _text_area(element: Any, _path: str) -> Markup:
    return _drawn("text_area", _label(element), element.default, element.placeholder)


def _selectbox(element: Any, _path: str) -> Markup:
    chosen = element.options[element.default] if element.HasField("default") else ""
    return _drawn("selectbox", _label(element), chosen)


def _button_group(element: Any, _path: str) -> Markup:
    options = [
        (words(option.content), at in element.default) for at, option in enumerate(element.options)
    ]
    variant = "pills" if element.style == element.PILLS else "segmented_control"
    return _drawn("button_group", _label(element), options, variant)


ELEMENTS: Mapping[str, Callable[[Any, str], Markup]] = {
    "html": _html,
    "bidi_component": _component,
    "button": _button,
    "link_button": _link_button,
    "page_link": _page_link,
    "text_input": _text_input,
    "text_area": _text_area,
    "selectbox": _selectbox,
    "button_group": _button_group,
}
