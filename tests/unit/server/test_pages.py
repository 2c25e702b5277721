"""The phones' pages: hashed names, and nothing that a phone need not fetch."""

from pathlib import Path

import pytest

from classroom_app.server.joined_modules import joined_modules
from classroom_app.server.pages import (
    JOINED,
    MINIFIED_FOLDER,
    PAGE_FOLDERS,
    minified_name,
    read_pages,
)
from classroom_app.system.paths import resources_dir


def folder_of(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("__", ".")).write_text(text, "utf-8")
    return tmp_path


def test_a_changed_module_renames_all_that_lead_to_it(tmp_path: Path) -> None:
    files = {
        "index__html": '<script type="module" src="/static/a.js"></script>',
        "a__js": "import './b.js';",
    }
    before = read_pages(folder_of(tmp_path, **files, b__js="x = 1;"))
    after = read_pages(folder_of(tmp_path, b__js="x = 2;"))
    assert not set(before.assets) & set(after.assets)
    (entry,) = [name for name in after.assets if name.startswith("/static/a.")]
    (leaf,) = [name for name in after.assets if name.startswith("/static/b.")]
    assert f'src="{entry}">'.encode() in after.documents["index.html"].body
    assert leaf.removeprefix("/static/").encode() in after.assets[entry].body


def test_modules_in_a_circle_have_no_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        read_pages(folder_of(tmp_path, a__js="import './b.js';", b__js="import './a.js';"))


def test_a_minified_copy_is_served_for_exactly_its_source(tmp_path: Path) -> None:
    source, folder, minified = b"const a = 1;\n", tmp_path / "page", tmp_path / "minified"
    folder.mkdir()
    minified.mkdir()
    (folder / "a.js").write_bytes(source)
    (minified / minified_name("a.js", source)).write_bytes(b"const a=1")
    (asset,) = read_pages(folder, minified=minified).assets.values()
    assert asset.body == b"const a=1"
    (folder / "a.js").write_bytes(b"const a = 2;\n")
    (asset,) = read_pages(folder, minified=minified).assets.values()
    assert asset.body == b"const a = 2;\n"


def test_minified_references_are_hashed_too(tmp_path: Path) -> None:
    page = "<link href=/static/a.js><script src=/static/a.js></script>"
    module = 'import{b}from"../student/b.js";import"./b.js"'
    pages = read_pages(folder_of(tmp_path, index__html=page, a__js=module, b__js="b"))
    (entry,) = [name for name in pages.assets if name.startswith("/static/a.")]
    (leaf,) = [name for name in pages.assets if name.startswith("/static/b.")]
    assert pages.documents["index.html"].body.count(f"={entry}>".encode()) == 2
    assert pages.assets[entry].body.count(f'"./{leaf.removeprefix("/static/")}"'.encode()) == 2


def test_types_that_are_named_in_comments_are_no_references(tmp_path: Path) -> None:
    """Two modules may name each other's, without a copy that has no comments."""
    one = "/** @typedef {import('./two.js').T} T */ import { a } from './two.js';"
    two = "/** @typedef {import('./one.js').S} S */ export const a = 1;"
    page = "<script src=/static/one.js></script>"
    pages = read_pages(folder_of(tmp_path, index__html=page, one__js=one, two__js=two))
    (body,) = [asset.body for name, asset in pages.assets.items() if "/one." in name]
    assert b"import('./two.js').T" in body
    assert b"from './two.js'" not in body


def test_the_student_page_asks_for_its_modules_as_one() -> None:
    folders = [resources_dir() / folder for folder in PAGE_FOLDERS]
    for minified in (None, resources_dir() / MINIFIED_FOLDER):
        pages = read_pages(*folders, minified=minified)
        page = pages.documents["index.html"].body
        scripts = {name for name in pages.assets if name.endswith(".js") and name.encode() in page}
        assert sorted(name.split(".")[0] for name in scripts) == [
            *("/static/main", "/static/start", "/static/texts")
        ]
        (main,) = [body for name, body in pages.assets.items() if name.startswith("/static/main.")]
        assert main.body.count(b"import{") == 1
        assert b"request_help" in main.body
        assert (b"class Outbox" in main.body) is (minified is None), "names are shortened"


def test_every_page_has_its_minified_copies() -> None:
    """Made by `make pages`, and smaller than their sources."""
    sources = {
        source.name: source.read_bytes()
        for folder in PAGE_FOLDERS
        for source in (resources_dir() / folder).iterdir()
        if source.suffix in (".js", ".css", ".html")
    }
    joined = [(entry, joined_modules(entry, sources, apart)[0]) for entry, apart in JOINED.items()]
    for name, body in [*sources.items(), *joined]:
        copy = resources_dir() / MINIFIED_FOLDER / minified_name(name, body)
        assert len(copy.read_bytes()) < len(body), f"{name}: run `make pages`"
        newer_than_chrome_80 = (b"||=", b"&&=", b"??=")
        assert not any(sign in copy.read_bytes() for sign in newer_than_chrome_80)
