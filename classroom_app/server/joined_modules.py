"""Joins JavaScript modules into one, for fewer requests and no references between them."""

import re
from collections.abc import Collection, Mapping

# Modules of the pages use only named imports and exports (tests/browser/unit/page_rules.test.mjs).
_IMPORT = re.compile(rb"""import\s*\{([^}]*)\}\s*from\s*["']\./([\w.]+)["'];?""")
_EXPORT = re.compile(rb"\bexport\s+(?=(?:async\s+)?(?:const|let|class|function)\b)")
_EXPORTED = re.compile(rb"""\bexport\s+(?:async\s+)?(?:const|let|class|function)\s+(\w+)""")


def joined_modules(
    entry: str, sources: Mapping[str, bytes], apart: Collection[str]
) -> tuple[bytes, set[str]]:
    """Return the module `entry` joined with all modules it imports, and the names of these.

    Modules in `apart` are still imported, and the exports of `entry` are kept. The order is that in
    which a browser would run the modules. Their top-level names must be distinct; all are placed in
    one function, so that a minifier may shorten them.

    Raises:
        KeyError: an imported module has no source.
    """
    bodies: dict[str, bytes] = {}
    imported: dict[bytes, dict[bytes, None]] = {}
    begun: set[str] = set()

    def take(name: str) -> None:
        begun.add(name)
        for names, of in _IMPORT.findall(sources[name]):
            if of.decode() in apart:
                wanted = (part.strip() for part in names.split(b","))
                imported.setdefault(of, {}).update(dict.fromkeys(filter(None, wanted)))
            elif of.decode() not in begun:
                take(of.decode())
        bodies[name] = _EXPORT.sub(b"", _IMPORT.sub(b"", sources[name])).strip()

    take(entry)
    imports = [b'import{%b}from"./%b"' % (b",".join(each), of) for of, each in imported.items()]
    exported = b",".join(_EXPORTED.findall(sources[entry]))
    if exported:
        bodies[entry] += b";\nreturn{%b}" % exported
    inside = b"(()=>{\n%b\n})()" % b";\n".join(bodies.values())
    if exported:
        inside = b"export const{%b}=%b" % (exported, inside)
    return b";\n".join([*imports, inside]), set(bodies) - {entry}
