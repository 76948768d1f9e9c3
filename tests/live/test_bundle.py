"""ES modules in one text: each file once, after what it imports, and no form that isn't known."""

import re
import shutil
import subprocess
import zlib
from base64 import b64decode

import pytest

from nnlab.live.bundle import EXPORT, HERE, IMPORT, bundle, module, packed

VIEWS = [path for path in HERE.glob("*.js") if "export default" in path.read_text()]


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return bundle(folder / f"{name}.js")


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_a_module_is_one_text_that_asks_nobody(path):
    text = module(frozenset({path.stem}))
    plain = text.replace("http://www.w3.org/2000/svg", "")  # a name, no address
    assert not re.search(r"https?://|^\s*import\b", plain, re.MULTILINE)
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1
    assert text.count("const $dom = ") == 1


def test_a_neighbour_that_two_import_is_there_once_and_first(tmp_path):
    text = write(
        tmp_path,
        a="export const one = 1;\n",
        b='import { one } from "./a.js";\nexport function two() { return one + one; }\n',
        c='import { one } from "./a.js";\nimport { two } from "./b.js";\n'
        "export default one + two();\n",
    )
    assert re.findall(r"^const (\$\w+) = \(\(\)", text, re.MULTILINE) == ["$a", "$b", "$c"]


def test_comments_and_indentation_are_not_sent(tmp_path):
    text = write(
        tmp_path,
        a="// what it is\n\n/** @type {(a: string) => string} */\nfunction link(a) {\n"
        '  // how\n  return `https://${a} // there`; // "kept"\n}\n'
        "export default link; // a link\n",
    )
    assert "what it is" not in text and "@type" not in text and "// a link" not in text
    assert '\nreturn `https://${a} // there`; // "kept"\n}' in text


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to run it")
def test_the_text_runs(tmp_path):
    text = write(
        tmp_path,
        a="const hidden = 3;\nexport const seen = hidden + 1;\nexport class Box {}\n"
        "export default seen;\n",
        b='import four from "./a.js";\nimport { seen, Box } from "./a.js";\nconst hidden = 5;\n'
        "export async function hold() {}\nexport default [four, seen, hidden, typeof Box];\n",
    )
    (tmp_path / "all.mjs").write_text(text)
    (tmp_path / "run.mjs").write_text(
        'import all from "./all.mjs";\nconsole.log(JSON.stringify(all));\n'
    )
    said = subprocess.run(
        ["node", tmp_path / "run.mjs"], capture_output=True, text=True, check=True
    )
    assert said.stdout == '[4,4,5,"function"]\n'


def test_a_stage_ships_what_shows_its_parts_and_no_more():
    text = module(frozenset({"panel", "slider"}))
    assert "$slider" in text and "$plane" not in text and "stage({ panel, slider })" in text


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to run it")
def test_what_is_packed_is_the_module_and_much_smaller(tmp_path):
    kinds = frozenset({"panel", "plane", "slider"})
    text = packed(kinds)
    assert len(text) < 0.5 * len(module(kinds))
    (letters,) = re.findall(r'atob\("([^"]+)"\)', text)
    assert zlib.decompress(b64decode(letters)).decode() == module(kinds)
    (tmp_path / "all.mjs").write_text(text)
    subprocess.run(["node", "--check", tmp_path / "all.mjs"], check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to run it")
def test_a_page_unpacks_it_once_however_often_a_cell_runs(tmp_path):
    (tmp_path / "all.mjs").write_text(packed(frozenset({"panel"})))
    first = (
        "let count = 0;"
        "URL.createObjectURL = () => `data:text/javascript,export default ${++count}`;"
        "const all = [await import('./all.mjs?1'), await import('./all.mjs?2')];"
        "console.log(...all.map((one) => one.default), count);"
    )
    (tmp_path / "twice.mjs").write_text(first)
    command = ["node", tmp_path / "twice.mjs"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told.split() == ["1", "1", "1"]


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to run it")
def test_an_old_browser_says_what_to_do_in_the_lab_s_place(tmp_path):
    first = (
        "delete globalThis.DecompressionStream; const el = {};"
        "const all = await import('./all.mjs');"
        "all.default.render({ el }); console.log(el.textContent);"
    )
    (tmp_path / "all.mjs").write_text(packed(frozenset({"panel"})))
    (tmp_path / "old.mjs").write_text(first)
    command = ["node", tmp_path / "old.mjs"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "too old" in told and "Update it" in told


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to read it")
@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_nothing_but_spaces_is_left_out(path, tmp_path):
    text = module(frozenset({path.stem}))
    (tmp_path / "bundle.mjs").write_text(text)
    subprocess.run(["node", "--check", tmp_path / "bundle.mjs"], check=True, capture_output=True)
    code = [line for line in path.read_text().splitlines() if "//" not in line and "/*" not in line]
    there = re.sub(r"\s", "", text)
    for line in code:
        line = re.sub(r"\s", "", re.sub(r"^(import .*|export (default )?)", "", line))
        assert line in there, line


UNKNOWN = re.compile(r"^\s*(?:import\b.*|export\b.*)|\bimport\(.*", re.MULTILINE)


def odd(text):
    """What the bundle doesn't know of a module: a form of import or export, a long template."""
    left = UNKNOWN.findall(
        EXPORT.sub("", IMPORT.sub("", re.sub(r"^\s*//.*$", "", text, flags=re.M)))
    )
    return left + [line for line in text.splitlines() if line.count("`") % 2]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.js")), ids=lambda path: path.stem)
def test_every_file_is_written_as_the_bundle_knows_it(path):
    assert odd(path.read_text()) == []


def test_no_file_imports_itself_by_way_of_others():
    files = {
        path.stem: {name for _, name in IMPORT.findall(path.read_text())}
        for path in HERE.glob("*.js")
    }
    while ready := [name for name, needs in files.items() if not needs & files.keys()]:
        for name in ready:
            del files[name]
    assert not files


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./a.js";',
        'import { one as two } from "./a.js";',
        'import { one } from "lodash";',
        'import "./a.js";',
        "export let changing = 1;",
        "export { one };",
        'export * from "./a.js";',
        'const later = await import("./a.js");',
        'import {\n  one,\n} from "./a.js";',
        "const two = `one\n  two`;",
    ],
)
def test_a_form_that_is_not_known_is_seen(line):
    assert odd(f"{line}\nexport default 1;\n")
