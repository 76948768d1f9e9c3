"""Real ES modules in one text: a widget's module has no address to import its neighbour from.

So that readers need no build step, it is done here, at first use. Each file becomes one constant,
after those that it imports from, without comments and indentation::

    import { tag } from "./dom.js";            const $dial = (() => {
    export function turn(by) { ... }           const { tag } = $dom;
    export default ({ root }) => { ... }       ...
                                               return { turn, default: $default };
                                               })();
"""

import re
import zlib
from base64 import b64encode
from functools import cache
from pathlib import Path

__all__ = ["bundle", "module", "packed"]

HERE = Path(__file__).parent / "js"
IMPORT = re.compile(r'^import (\w+|\{ \w+(?:, \w+)* \}) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:(default) |(?=(?:async )?(?:function|const|class) (\w+)))", re.M)


# A page unpacks the module (zlib, RFC 1950) and imports it, as anywidget imports this text; once,
# for it keeps what it has imported for good, however often a reader runs the cell again.
UNPACK = """
async function unpacked() {{
const bytes = Uint8Array.from(atob("{}"), (byte) => byte.charCodeAt(0));
const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
const text = new Blob([await new Response(plain).text()], {{ type: "text/javascript" }});
const address = URL.createObjectURL(text);
const widget = (await import(address)).default;
URL.revokeObjectURL(address);
return widget;
}}
const kept = (globalThis.nnlabKept ??= new Map()), key = "{}";
const once = () => {{
const failed = (error) => {{ kept.delete(key); throw error; }};
if (!kept.has(key)) kept.set(key, unpacked().catch(failed));
return kept.get(key);
}};
const words = "{}";
const old = {{ render: ({{ el }}) => {{ el.textContent = words; }} }};
export default typeof DecompressionStream === "undefined" ? old : await once();
"""
OLD = (
    "This browser is too old to show a lab. Update it, or open this page in a newer one: "
    "Chrome or Edge 80, Firefox 113, Safari 16.4, or later."
)


@cache
def packed(kinds: frozenset[str]) -> str:
    """What `module` says in a third of its bytes: each lab on a page has its own copy."""
    plain = module(kinds).encode()
    text = b64encode(zlib.compress(plain, 9)).decode()
    return UNPACK.format(text, f"{zlib.crc32(plain):08x}", OLD).lstrip()


@cache
def module(kinds: frozenset[str]) -> str:
    """The ES module of a stage with parts of these kinds, each from the file of its name."""
    names = sorted(kinds)
    views = [f'import {name} from "./{name}.js";' for name in names]
    made = f"export default stage({{ {', '.join(names)} }});"
    lines = [*views, 'import { stage } from "./stage.js";', made]
    return bundle(HERE / "entry.js", "\n".join(lines))


def bundle(path: Path, text: str | None = None) -> str:
    """One ES module from a file and the neighbours that it imports.

    Parameters
    ----------
    path : the file
    text : what it says, if there is no such file

    Notes
    -----
    It knows imports and exports that are written as above, each on one line, and no template that
    goes on to a second line; tests/live/test_bundle.py looks at every file for that.
    """
    done: dict[str, str] = {}

    def add(file: Path, text: str | None = None) -> None:
        text = file.read_text(encoding="utf-8") if text is None else text
        for _, neighbour in IMPORT.findall(text):
            if neighbour not in done:
                add(file.with_name(f"{neighbour}.js"))
        given = [name or "default: $default" for _, name in EXPORT.findall(text)]
        text = IMPORT.sub(_taken, _bare(text))
        text = EXPORT.sub(lambda found: "const $default = " if found[1] else "", text)
        done[file.stem] = (
            f"const ${file.stem} = (() => {{\n{text}\nreturn {{ {', '.join(given)} }};\n}})();\n"
        )

    add(path, text)
    return "".join([*done.values(), f"export default ${path.stem}.default;\n"])


def _bare(text: str) -> str:
    """The text without comments and indentation, which are a third of it."""
    text = re.sub(r"/\*\*.*?\*/ ?", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+// [^\"'`\n]*$", "", text, flags=re.MULTILINE)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _taken(found: re.Match[str]) -> str:
    names, neighbour = found.groups()
    return f"const {names} = ${neighbour}{'' if names[0] == '{' else '.default'};"
