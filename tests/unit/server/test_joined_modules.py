import pytest

from classroom_app.server.joined_modules import joined_modules

SOURCES = {
    "main.js": b'import{b}from"./b.js";import{text}from"./texts.js";'
    b"import { a } from './a.js';\nb(a, text);",
    "b.js": b'import{a}from"./a.js";import{language,text}from"./texts.js";'
    b"export function b(){return[a,text]}",
    "a.js": b'export const a=1;const exported="export it";export async function c(){}',
    "texts.js": b"export const text=1,language=2",
}


def test_modules_are_joined_in_the_order_in_which_they_run() -> None:
    joined, names = joined_modules("main.js", SOURCES, ["texts.js"])
    assert names == {"a.js", "b.js"}
    assert joined.split(b"\n") == [
        b'import{language,text}from"./texts.js";',
        b"(()=>{",
        b'const a=1;const exported="export it";async function c(){};',
        b"function b(){return[a,text]};",
        b"b(a, text);",
        b"})()",
    ]


def test_a_module_alone_stays_as_it_is() -> None:
    assert joined_modules("a.js", {"a.js": b"f()"}, []) == (b"(()=>{\nf()\n})()", set())


def test_a_module_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match=r"a\.js"):
        joined_modules("b.js", {"b.js": SOURCES["b.js"]}, ["texts.js"])


def test_imports_in_a_circle_end() -> None:
    sources = {"a.js": b'import{b}from"./b.js";a', "b.js": b'import{a}from"./a.js";b'}
    assert joined_modules("a.js", sources, [])[0] == b"(()=>{\nb;\na\n})()"


def test_what_the_entry_exports_is_still_exported() -> None:
    sources = {
        **SOURCES,
        "b.js": SOURCES["b.js"] + b";export class D{}export const e=1",
        "texts.js": b"",
    }
    joined, _ = joined_modules("b.js", sources, ["texts.js"])
    assert joined.split(b"\n") == [
        b'import{language,text}from"./texts.js";',
        b"export const{b,D,e}=(()=>{",
        b'const a=1;const exported="export it";async function c(){};',
        b"function b(){return[a,text]};class D{}const e=1;",
        b"return{b,D,e}",
        b"})()",
    ]
