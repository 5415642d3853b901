"""Who may import whom, read from the sources and seen in a fresh process."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    path.relative_to(ROOT)
    for place in ("app.py", "cockpit", "queries", "pages", "data")
    for path in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
    if path.is_file()
]
WEB = {"streamlit", "starlette", "uvicorn"}
QUERIES_MAY = {*sys.stdlib_module_names, "duckdb", "pandas", "queries"}


def imported(path: Path) -> set[str]:
    """Top-level names that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


def test_there_is_something_to_read():
    assert {"queries", "cockpit"} <= {path.parts[0] for path in FILES}


@pytest.mark.parametrize("path", [p for p in FILES if p.parts[0] == "queries"], ids=str)
def test_queries_import_only_the_standard_library_duckdb_and_pandas(path):
    assert imported(path) <= QUERIES_MAY


def is_web(path: Path) -> bool:
    return path.parts[0] in {"app.py", "pages"} or path.parts[:2] == ("cockpit", "web")


@pytest.mark.parametrize("path", [p for p in FILES if not is_web(p)], ids=str)
def test_only_app_pages_and_web_import_streamlit_or_starlette(path):
    assert not imported(path) & WEB


@pytest.mark.parametrize("path", FILES, ids=str)
def test_nobody_imports_app_or_pages(path):
    assert not imported(path) & {"app", "pages", "tests"}


@pytest.mark.parametrize("path", [p for p in FILES if p.parts[0] == "pages"], ids=str)
def test_pages_hold_no_sql_and_no_chart_calls(path):
    assert not imported(path) & {"duckdb", "plotly"}


def test_fresh_process_without_a_screen_has_not_loaded_streamlit():
    modules = ["cockpit.warehouse.mart", "cockpit.warehouse.lake"]
    modules += [
        f"queries.{p.name}" for p in (ROOT / "queries").iterdir() if (p / "__init__.py").is_file()
    ]
    modules += [f"cockpit.screens.{p.stem}" for p in (ROOT / "cockpit/screens").glob("[a-z]*.py")]
    code = f"import importlib, sys\nfor m in {modules!r}: importlib.import_module(m)\n"
    code += f"print(sorted(set(sys.modules) & {WEB!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


TABLE = re.findall(
    r"^\| `([^`]+)` \| .+? \| (.+?) \|$", (ROOT / "docs/architecture.md").read_text("utf-8"), re.M
)
ROOMS = {  # room → those that it may import, as docs/architecture.md has them
    re.sub(r"^cockpit/|/.*$|\.py$", "", name) if name.startswith("cockpit/") else name: words
    for name, words in TABLE
}
LOOSE = {path.stem for path in FILES if len(path.parts) == 2 and path.parts[0] == "cockpit"}
LOOSE -= {"__init__", "__main__", "city"}
ALL = {path.parts[1] for path in FILES if path.parts[0] == "cockpit" and len(path.parts) > 2}
ALL |= {"city"}  # a room of one module


def room_of(path: Path) -> str:
    if path.parts[0] != "cockpit":
        return path.parts[0]
    return path.parts[1] if len(path.parts) > 2 else path.stem


def rooms_imported(path: Path) -> set[str]:
    """Which rooms of ours a file imports; a loose module by its name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            whole = node.module or ""
            names = [f"cockpit.{n.name}" for n in node.names] if whole == "cockpit" else [whole]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            first, _, rest = name.partition(".")
            if first == "queries":
                found.add("queries")
            elif first == "cockpit" and rest:
                found.add(rest.partition(".")[0])
    return found - {room_of(path)}


def allowed(room: str) -> set[str]:
    words = ROOMS[room]
    if words == "all of ours but `web`":
        return ALL - {"web"} | {"queries"}
    return set(re.findall(r"`(\w+)`", words))


def test_every_room_stands_in_the_architecture():
    assert {"tables", "warehouse", "screens", "web"} <= ALL
    assert set(ROOMS) >= ALL


@pytest.mark.parametrize("room", sorted(ALL | {"pages"}))
def test_a_room_imports_only_what_the_architecture_says(room):
    key = "pages/<section>/<page>.py" if room == "pages" else room
    for path in FILES:
        if room_of(path) == room:
            assert rooms_imported(path) - LOOSE <= allowed(key), path


def test_loose_modules_import_only_each_other():
    for path in FILES:
        if room_of(path) in LOOSE:
            assert rooms_imported(path) <= LOOSE, path


def test_no_arrow_runs_up():
    """The rooms in the table's order: none imports one below it in the table."""
    order = [room for room in ROOMS if room in ALL]
    for room in order:
        later = set(order[order.index(room) :])
        assert not allowed(room) & later - {room}, room


def test_screens_load_no_streamlit():
    code = "import cockpit.screens.pages, sys; print(sorted(set(sys.modules) & {'streamlit'}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
