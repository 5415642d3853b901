"""Who may import whom, read from the sources and seen in a fresh process."""

import ast
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


def modules(path: Path) -> set[str]:
    """What a file imports, by its full name."""
    nodes = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    return {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


ROOMS = ("tables", "warehouse", "intake")  # from below


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_none_above_it(room):
    above = tuple(f"cockpit.{other}" for other in ROOMS[ROOMS.index(room) + 1 :])
    for path in FILES:
        if path.parts[:2] == ("cockpit", room):
            assert not any(name.startswith(above) for name in modules(path)), path


@pytest.mark.parametrize(("room", "other"), [("screens", "charts"), ("charts", "screens")])
def test_what_is_said_and_what_is_drawn_do_not_import_each_other(room, other):
    for path in FILES:
        if path.parts[:2] == ("cockpit", room):
            assert not any(name.startswith(f"cockpit.{other}") for name in modules(path)), path
