"""The parts of 导入 as a page works them: dropping, answering, committing, giving up."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from duckdb import DuckDBPyConnection
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cockpit import numbers, settings
from cockpit.errors import CockpitError, Fault, KindsMixed, WritingClosed
from cockpit.intake import demonstration, gate
from cockpit.intake.answers import LEFT_OUT, OF
from cockpit.intake.demonstration import Leaving
from cockpit.intake.forms.meanings import MEANINGS
from cockpit.intake.preview import Preview
from cockpit.remedy import RemedyCode
from cockpit.screens import markup
from cockpit.screens.imports import choices, effect, faults, files, outcome, sheet, steps
from cockpit.screens.imports.effect import Effect
from cockpit.screens.imports.work import Done, Work
from cockpit.screens.pages import PAGES
from cockpit.screens.view import View
from cockpit.web import answering, cards, linked, page, pieces, writing
from cockpit.web.page import card
from cockpit.web.server import base, downloads, store

HELD = "imports"  # in the session: its work, gone with it
EVERY = 30.0  # seconds between two looks whether a session is still there
NOTE = "imports-note"  # the key of its field
LONGEST_NOTE = 200  # characters
MARKED, MOST_MARKED = "标好的工作簿", 5
HOW_MARKED = "原样的文件，错的格标红、提醒的格标黄，带批注；改完整个再拖进来，已答的不用再答。"


@dataclass(frozen=True)
class Door:
    """What the visitor may do here.

    ``is_known``: whether that can be told; not for a page's still. ``refusal``: why nothing is
    written, None where it may be. ``may_try``: whether files may be brought to be looked at.
    """

    is_known: bool
    refusal: WritingClosed | None
    may_try: bool

    @property
    def is_dry(self) -> bool:
        """Whether all is looked at and nothing written."""
        return self.refusal is not None


def door() -> Door:
    """What the visitor of this run may do."""
    return Door(writing.is_known(), writing.closed(), writing.may_try())


def work() -> Work:
    """The work of this session."""
    held = st.session_state.get(HELD)
    if not isinstance(held, Work):
        held = st.session_state[HELD] = Work()
    return held


def meanings() -> Mapping[str, str]:
    """What a column may be read as: code → words."""
    return {code: meaning.label for code, meaning in MEANINGS.items()}


def top(view: View, found: Work, at: Door) -> None:
    """The finding, who may write here, and the bar of four steps with its buttons."""
    cards.headline(*steps.finding(found, is_dry=at.is_dry))
    dropped = f"{found.dropped_at:%Y-%m-%d %H:%M}" if found.dropped_at and found.files else ""
    pieces.draw(
        markup.render(
            "imports/stamp",
            who=_who(at) if at.is_known else None,
            is_open=not at.is_dry,
            is_sample=_leaving(view) is not None,
            dropped_at=dropped,
            version=view.mart.version,
            as_of=numbers.iso(view.look.filters.as_of),
        )
    )
    with st.container(key="imports-bar", horizontal=True, vertical_alignment="center"):
        pieces.draw(steps.html(found))
        with st.container(key="imports-go", width="content", gap=None):
            with st.container(horizontal=True, width="content", gap="small"):
                _commit_button(view, found, at, "top")
                _give_up_button(found, "top")
            pieces.draw(markup.render("fine", words=steps.why_not(found, is_dry=at.is_dry)))


def _who(at: Door) -> str:
    if at.is_dry:
        return ""
    person = page.visitor().person
    return person.author if person else settings.load().author


def _commit_button(view: View, found: Work, at: Door, where: str) -> None:
    is_ready = found.is_ready and not at.is_dry
    word = "示例退出，正式导入" if found.replaces_sample else "正式导入"
    label = f"{word}，生成第 {view.mart.version + 1} 版" if is_ready else word
    pressed = st.button(label, type="primary", disabled=not is_ready, key=f"imports-commit-{where}")
    if pressed and is_ready:
        _commit(view, found)


def _give_up_button(found: Work, where: str) -> None:
    label = "停止并放弃" if found.is_to_be_read else "放弃"
    has_any = bool(found.files or found.refused)
    st.button(label, on_click=give_up, disabled=not has_any, key=f"imports-give-up-{where}")


def give_up() -> None:
    """Forget files and answers."""
    work().forget()
    st.session_state[HELD] = Work()


def drop_zone(found: Work, at: Door) -> None:
    """① the drop zone and the files; where nothing may be brought, how it is opened."""
    fold = _fold(found, 1)
    with card("imports-1"):
        _head(1, files.title(found), "一次导入 = 一个版本；没读的文件不影响其余", found, fold)
        if fold == "展开":
            return
        if not found.files and not found.refused:
            _bring(found, at)
            _closed(at)
            return
        zone, rows = st.columns([3, 8], gap="medium")
        with zone:
            _bring(found, at)
        with rows:
            _answering(files.html(found), "imports-files", found)
            _closed(at)


def _bring(found: Work, at: Door) -> None:
    pieces.draw(_KINDS)
    if page.visitor().may_download:
        pieces.draw(markup.render("imports/books", below=base.below(downloads.ADDRESS)))
    if at.may_try or not at.is_known:  # a still has it too, so that its script is asked for
        _uploader(found, is_open=at.is_known)


def _closed(at: Door) -> None:
    if at.is_known and at.refusal:
        pieces.draw(markup.render("imports/closed", refusal=at.refusal, is_dry=at.may_try))


_KINDS = (
    "<p class='fine kinds'>xlsx、xlsm、xls、csv、txt、parquet，或整个文件夹、zip。"
    "只读数值，不运行宏和公式；电话和联系人不给读者看。关掉网页或放弃后，放入的文件就不在了。</p>"
)


def _uploader(found: Work, *, is_open: bool) -> None:
    """The drop zone: what is dropped goes into the work, and out of Streamlit's own store."""
    turn = st.session_state.get("imports-turn", 0)
    key = f"imports-drop {turn}"
    st.file_uploader(
        "把文件拖到这里，或选文件" if not found.files else "再拖文件到这里",
        accept_multiple_files=True,
        key=key,
        disabled=not is_open,
        on_change=_dropped,
        args=(key, turn),
    )


def _dropped(key: str, turn: int) -> None:
    found, context = work(), get_script_run_ctx()
    found.refused = []
    for file in st.session_state[key] or ():
        found.take(file.name, file.getvalue())
        if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    if context and Runtime.exists():
        watcher = partial(forget_when_gone, context.session_id, found)
        threading.Thread(target=watcher, name="imports", daemon=True).start()
    st.session_state["imports-turn"] = turn + 1  # an empty drop zone for the next


def forget_when_gone(session: str, found: Work) -> None:
    """Forget the files of a session that is gone: Streamlit itself may keep it for long."""
    was_gone = False
    while found.files:
        time.sleep(EVERY)
        is_gone = not _is_open(session)
        if is_gone and was_gone:  # one that comes back at once is not
            found.forget()
        was_gone = is_gone


def _is_open(session: str) -> bool:
    """Whether a session has its line; none has where the server is going down, or gone."""
    try:
        return Runtime.instance().is_active_session(session)
    except RuntimeError:  # asked and not looked at first: it may go in between
        return False


def read(view: View, found: Work) -> None:
    """Read what was dropped or answered anew, say how far it is, and draw the page again."""
    place = st.empty()

    def tell(said: str) -> None:
        reading = said.removeprefix("读 ") if said.startswith("读 ") else ""
        names = [file.name for file in found.files]
        is_file = reading in names
        doing = (
            f"正在读 {reading}" if is_file else f"文件读完了，正在{said}；别的导入在写时要等它写完"
        )
        shown = reading if is_file else ("全部" if names else "")
        with place.container():
            pieces.draw(files.html(found, shown, doing))

    with card("imports-reading"):
        pieces.draw(_head_html(1, files.title(found), "停止后什么都不留"))
        place = st.empty()
        tell(f"读 {found.files[0].name}")
    for number, words in enumerate(WAITING, start=2):
        with card(f"imports-waits-{number}"):
            pieces.draw(_head_html(number, steps.NAMES[number - 1], words, state="off"))
    _foresee(view, found, tell)
    st.rerun()


WAITING = (
    "表头、单位、期间、每一列读成什么，读完就出现",
    "逐格列出错误和提醒，可下载标好的工作簿",
    "几个总数前后对照；看过再决定导入还是放弃",
)


def _foresee(view: View, found: Work, tell: Callable[[str], None]) -> None:
    source = store.store()
    seen: list[Effect] = []
    before = source.current()

    def watch(con: DuckDBPyConnection) -> None:
        seen.append(effect.effect(before, con, view.today))

    def seen_by(before_it: Callable[[DuckDBPyConnection], None] | None) -> Preview:
        seen.clear()
        return gate.preview(
            source.lake,
            found.sources(),
            answers=found.said(),
            before=before_it,
            watch=watch,
            today=view.today,
            tell=tell,
        )

    key, replaces = found.key, False
    try:
        try:
            preview = seen_by(None)
        except KindsMixed:  # a real ledger: in the place of the demonstration
            replaces = _leaving(view) is not None
            if not replaces:
                raise
            preview = seen_by(partial(demonstration.give_way, author=""))
    except CockpitError as problem:
        found.could_not_be_read(before.version, problem)
        return
    if key == found.key:
        moved = seen[-1] if seen else None
        found.was_read(before.version, preview, moved, replaces_sample=replaces)


def problem(found: Work) -> None:
    """What kept the files from being read, with what can be done about it here."""
    if found.problem is None:
        return
    cards.notice(found.problem, ())
    st.button("再试一次", on_click=_again, key="imports-again")


def _again() -> None:
    work().read_key = ""


def understood(found: Work) -> None:
    """② what was read of each sheet, and what has to be decided."""
    fold = _fold(found, 2)
    with card("imports-2"):
        if found.preview is None or not found.preview.understood:
            _head(2, steps.NAMES[1], WAITING[0], found, "", state="off")
            return
        title, sub = sheet.title(found)
        if fold == "展开":
            title, sub = f"{numbers.count(steps.rows_taken(found))} 行都认出来了", _answered(found)
        _head(2, title, sub, found, fold)
        if fold != "展开":
            _answering(sheet.html(found, meanings()), "imports-sheet", found)
            _answering(sheet.questions_html(found, meanings()), "imports-questions", found)


def _answered(found: Work) -> str:
    """What was decided by hand, for the folded card."""
    said = found.answers
    sheets = [one.place for one in found.preview.understood] if found.preview else []
    parts = [f"{unit}（你定）" for unit in sorted(set(said.units.values()))]
    hidden = {said.hidden_of[place] for place in sheets if place in said.hidden_of}
    parts += [f"隐藏的{'读' if takes else '不读'}（你定）" for takes in sorted(hidden)]
    days = {said.days[place] for place in sheets if place in said.days}
    parts += [f"{numbers.iso(day)}（你定）" for day in sorted(days)]
    natures = {said.natures[place] for place in sheets if place in said.natures}
    parts += [f"{nature}（你定）" for nature in sorted(natures)]
    classes = {said.classes[place] for place in sheets if place in said.classes}
    parts += [f"{'不归类' if one == LEFT_OUT else one}（你定）" for one in sorted(classes)]
    parts += [f"改了 {len(said.columns)} 列的读法"] if said.columns else []
    parts += [f"定了 {len(said.matches)} 个名称"] if said.matches else []
    return "；".join(parts) or "表头、单位、期间都在表里"


def faulty(found: Work) -> None:
    """③ errors and warnings, and the workbooks with both marked."""
    fold = _fold(found, 3)
    with card("imports-3"):
        if found.preview is None:
            _head(3, steps.NAMES[2], WAITING[1], found, "", state="off")
            return
        sub = "错误不改不能导入；提醒写明原因可以接受"
        if not found.warnings and not found.preview.errors:
            sub = "每一行都过了表的规则和台账的核对"
            if found.preview.questions:
                sub = "上面要定的定下来，才核对每一行"
        _head(3, faults.title(found), sub, found, fold)
        if fold == "展开":
            return
        _answering(faults.html(found, meanings()), "imports-faults", found)
        if found.preview.errors or found.preview.warnings:
            _marked(found, found.preview)


def _marked(found: Work, preview: Preview) -> None:
    """The workbooks with their faults marked: made when one is asked for, since it takes time."""
    named = {f"{fault.file}".partition(" › ")[0] for fault in preview.faults}
    own = [file for file in found.files if file.name in named]
    with st.container(key="imports-marked", horizontal=True, vertical_alignment="center"):
        for at, file in enumerate(own[:MOST_MARKED]):
            which = f"：{markup.plain(file.name[:24])}" if len(own) > 1 else ""
            st.download_button(
                f"下载{MARKED}{which}",
                partial(_marked_bytes, file.name, file.content, preview.faults),
                file_name=_marked_name(file.name),
                on_click="ignore",
                key=f"imports-marked-{at}",
            )
        if own:
            pieces.draw(markup.render("fine", words=HOW_MARKED))


def _marked_name(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem or name}（标注）.{ending if ending.lower() in {'xlsx', 'xlsm'} else 'xlsx'}"


def _marked_bytes(name: str, content: bytes, found: tuple[Fault, ...]) -> bytes:
    from cockpit.intake.marked import marked  # noqa: PLC0415  (openpyxl takes a quarter second)

    return marked(name, content, found)[1]


def foreseen(view: View, found: Work, at: Door) -> None:
    """④ what the load does to the figures, its note and the commit."""
    with card("imports-4"):
        if found.preview is None:
            _head(4, steps.NAMES[3], WAITING[2], found, "", state="off")
            return
        title, sub = outcome.title(found)
        _head(4, title, sub, found, "", chip="预估" if found.missing else "", state="now")
        if found.effect is not None:
            pieces.draw(outcome.html(found))
        if at.refusal and found.is_ready:
            pieces.draw(markup.render("imports/closed", refusal=at.refusal, is_dry=True))
        with st.container(key="imports-end", horizontal=True, vertical_alignment="center"):
            found.note = st.text_input(
                "附言",
                found.note,
                max_chars=LONGEST_NOTE,
                placeholder="附言：这一版是什么，如 5 月月报",
                label_visibility="collapsed",
                key=NOTE,
            )
            _commit_button(view, found, at, "end")
            _give_up_button(found, "end")


def _commit(view: View, found: Work) -> None:
    """Load for good: asked anew who writes, and held against the lake as it is now."""
    with cards.error_cards():
        writer = writing.writer()
        source = store.store()
        # as it stands in its field: the upper button is pressed before the field is drawn
        note = str(st.session_state.get(NOTE, found.note)).strip()
        with st.spinner("正在写入；别的导入在写时要等它写完"):
            result = gate.load(
                source.lake,
                found.sources(),
                author=writer.name,
                note=note,
                answers=found.said(),
                before=partial(demonstration.give_way, author=writer.name)
                if found.replaces_sample
                else None,
                today=view.today,
            )
        names = tuple(file.name for file in found.files)
        done = Done(result.version, result.changed, names, note, found.effect)
        work().forget()
        st.session_state[HELD] = Work(done=done)
        writing.written()
        st.rerun()


def done(view: View, found: Work) -> None:
    """After the commit: what was loaded, what it moved, and the ways on."""
    if found.done is None:
        return
    look = view.look.query()
    history = f"/history?{look}" if "history" in PAGES else ""
    with card("imports-done"):
        linked.draw(outcome.done_html(found.done, history, f"/?{look}"), key="imports-done")


def switch(view: View, found: Work, at: Door) -> None:
    """From the demonstration to real data: what goes and what stays, to be confirmed."""
    leaving = _leaving(view)
    if leaving is None or not found.replaces_sample:
        return
    with card("imports-switch"):
        pieces.draw(
            _head_html(
                "!",
                "这里装的是示例台账，导入时示例退出",
                "正式数据不与示例混用：同一版里示例退出、放入的文件导入；下面已经照空的正式台账来算",
                state="now",
            )
        )
        pieces.draw(outcome.switch_html(leaving))
        if not at.is_dry:
            sure = "看过了，让示例退出（以前的版本仍可打开，命令行 start-sample 可换回）"
            st.checkbox(sure, found.is_sure, key="imports-sure", on_change=_confirm)


def _confirm() -> None:
    work().is_sure = bool(st.session_state["imports-sure"])


def _leaving(view: View) -> Leaving | None:
    """What the demonstration takes along, of the mart on screen; None where the data is real."""
    cursor = view.mart.connection.cursor()
    return view.cached(
        "imports leaving", lambda: demonstration.leaving(cursor, len(view.versions()))
    )


def _fold(found: Work, number: int) -> str:
    """展开 or 收起 on a step that is done, once all are."""
    if not found.is_ready:
        return ""
    return "收起" if number in found.open_steps else "展开"


def _head(
    number: int, title: str, sub: str, found: Work, fold: str, *, chip: str = "", state: str = ""
) -> None:
    state = state or ("done" if found.is_ready else "")
    html = _head_html(number, title, sub, chip=chip, state=state, fold=fold)
    _answering(html, f"imports-head-{number}", found)


def _head_html(
    number: int | str, title: str, sub: str, *, chip: str = "", state: str = "", fold: str = ""
) -> Any:
    return markup.render(
        "imports/head", number=number, title=title, sub=sub, state=state, chip=chip, fold=fold
    )


def _answering(html: str, key: str, found: Work) -> None:
    if html:
        answering.draw(html, key, partial(heard, found), at=f"{found.key} {found.read_key}")


def heard(found: Work, name: str, of: str, value: str) -> None:
    """What was said on the page; what names nothing that is there is passed over."""
    if speaks := SAYS.get(name):
        speaks(found, of, value)


def _leave(found: Work, of: str, _value: str) -> None:
    if of.isdecimal():
        found.leave(int(of))


def _sheet(found: Work, of: str, _value: str) -> None:
    if of.isdecimal() and found.preview and int(of) < len(found.preview.understood):
        found.sheet = int(of)


def _unfold(found: Work, of: str, _value: str) -> None:
    if of in {"1", "2", "3"}:
        found.open_steps ^= {int(of)}


def _column(found: Work, of: str, value: str) -> None:
    if (own := _own(found, of)) and (value in MEANINGS or value == LEFT_OUT):
        found.say(RemedyCode.COLUMN, own, value)


def _unit(found: Work, of: str, value: str) -> None:
    if (own := _own(found, of)) and value in sheet.MONEY:
        found.say(RemedyCode.UNIT, own, value)


def _own(found: Work, path: str) -> str:
    """A header of the sheet that is shown, as an answer for it alone names it; empty for none.

    The other sheets may have the same header for something else.
    """
    shown = sheet.chosen(found)
    is_its = shown and any(column.path == path for column in shown.columns)
    return f"{shown.place}{OF}{path}" if shown and is_its else ""


def _answer(found: Work, of: str, value: str) -> None:
    _remedy(found, _questions(found), of, value)


def _answer_alike(found: Work, of: str, value: str) -> None:
    """Answer what is asked of several sheets, for each of them."""
    for fault in _asked_alike(found, of):
        _remedy(found, [fault], "0", value)


def _questions(found: Work) -> list[Fault]:
    return found.preview.questions if found.preview else []


def _asked_alike(found: Work, of: str) -> list[Fault]:
    those = _questions(found)
    if not (found.preview and of.isdecimal() and int(of) < len(those)):
        return []
    return choices.alike(found.preview, those[int(of)])


def _fix(found: Work, of: str, value: str) -> None:
    _remedy(found, found.preview.errors if found.preview else [], of, value)


def _remedy(found: Work, those: list[Fault], of: str, value: str) -> None:
    if not (of.isdecimal() and value.isdecimal() and int(of) < len(those)):
        return
    if value == str(len(those[int(of)].remedies)):  # what the page offers besides
        found.say(RemedyCode.LEAVE_ROW, choices.row_of(those[int(of)]))
        return
    remedies = those[int(of)].remedies
    if int(value) < len(remedies):
        found.apply(remedies[int(value)])


def _day(found: Work, of: str, value: str) -> None:
    those = _questions(found)
    if of.isdecimal() and int(of) < len(those):
        _say_day(found, those[int(of)], value)


def _day_alike(found: Work, of: str, value: str) -> None:
    for fault in _asked_alike(found, of):
        _say_day(found, fault, value)


def _say_day(found: Work, fault: Fault, value: str) -> None:
    try:
        numbers.day(value)
    except ValueError:
        return
    if fault.question == "period":
        found.say(RemedyCode.AS_OF, fault.file, value)


def _reason(found: Work, of: str, value: str) -> None:
    found.explain(of, value)


def _restore(found: Work, of: str, _value: str) -> None:
    found.take_back(of)


SAYS: Mapping[str, Callable[[Work, str, str], None]] = {
    "leave": _leave,
    "sheet": _sheet,
    "unfold": _unfold,
    "column": _column,
    "unit": _unit,
    "answer": _answer,
    "answer-alike": _answer_alike,
    "fix": _fix,
    "day": _day,
    "day-alike": _day_alike,
    "reason": _reason,
    "restore": _restore,
}
