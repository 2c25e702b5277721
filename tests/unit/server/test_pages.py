"""The phones' pages: hashed names, and nothing that a phone need not fetch."""

from pathlib import Path

import pytest

from classroom_app.server.pages import lean, read_pages


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
    assert f"src={entry}>".encode() in after.documents["index.html"].body
    assert leaf.removeprefix("/static/").encode() in after.assets[entry].body


def test_modules_in_a_circle_have_no_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        read_pages(folder_of(tmp_path, a__js="import './b.js';", b__js="import './a.js';"))


def test_comments_and_indentation_stay_at_home() -> None:
    script = (
        b"/** Says why. @param {string} a */\nexport function f(a) {\n  // aside\n  return 1;\n}\n"
    )
    assert lean(script, ".js") == b"export function f(a){return 1;}"
    assert lean(b"/* why */\na > b { color : red; }\n", ".css") == b"a>b{color:red}"
    assert lean(b'<p id="a">\n  <b>x</b>\n</p>\n', ".html") == b"<p id=a><b>x</b></p>\n"


@pytest.mark.parametrize(
    "script",
    [
        "const a='// no comment',b=`/* ${a} */ `;",
        "const a=/[/*]'\\//g.test(b);",
        "const a=b/c/d;",
    ],
)
def test_what_only_looks_like_a_comment_stays(script: str) -> None:
    assert lean(script.encode(), ".js") == script.encode()


def test_values_that_need_their_quotes_keep_them() -> None:
    page = b'<use href="#i"/><input accept="image/*" title=""><p class="a b">="x y"</p>'
    assert lean(page, ".html") == page


def test_what_is_no_text_stays_as_it_is() -> None:
    assert lean(b"\x89PNG  \n\n", ".png") == b"\x89PNG  \n\n"
