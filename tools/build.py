"""Run the chapters and store what they show: `python3 lab.py build [chapter ...] [--check]`.

Each notebook is run once, top to bottom, in a fresh kernel of this environment. What is stored is
what a reader sees and nothing that changes from run to run: no times, no versions, no widget
models. So building twice changes no byte. `--check` writes nothing: it runs each notebook and asks
that two runs agree to the byte. The one that was stored may be the first; where another machine's
fonts made other pictures, it runs twice, and what was stored must say the same all but for those.

A cell tagged "measured" draws what a clock said, which differs each time. Once stored, its picture
stays; to measure again, clear that cell's output first.
"""

import argparse
import base64
import io
import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
CELL_TIMEOUT = 120  # seconds
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PICTURES = ("image/png", "image/jpeg")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
PASSING_CELL_METADATA = ("ExecuteTime", "collapsed", "execution", "scrolled", "trusted")


class BuildError(Exception):
    """A notebook that must not be stored as it is, and why."""


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook; a cell without an id of its own gets one made from the chapter's name."""
    raw = json.loads(path.read_text("utf-8"))
    chapter = path.stem.partition("_")[2] or path.stem
    taken: set[str] = set()
    for number, cell in enumerate(raw["cells"], start=1):
        if cell.get("id") in taken | {None}:
            cell["id"] = f"{chapter}-{number:02d}"
            while cell["id"] in taken:
                cell["id"] += "b"
        taken.add(cell["id"])
    raw.update(nbformat=4, nbformat_minor=5)
    return nbformat.reads(json.dumps(raw), as_version=4)


def execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run every cell in a fresh kernel that starts in `folder`; an error or a warning ends it."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise BuildError(str(error)) from None
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise BuildError(f"cell {cell.id} writes to stderr:\n{output.text}")


def clean(notebook: nbformat.NotebookNode) -> None:
    """Keep what a reader sees; drop what differs from run to run or from machine to machine."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.update(nbformat.from_dict(METADATA))
    for number, cell in enumerate(code_cells(notebook), start=1):
        cell.execution_count = number
        cell.outputs = joined_streams(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
            # Without its kernel a stored view says "model not found" and hides the picture.
            output.get("data", {}).pop(WIDGET_VIEW, None)
    for cell in notebook.cells:
        for key in PASSING_CELL_METADATA:
            cell.metadata.pop(key, None)


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def joined_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Join neighbouring pieces of printed text: how a kernel cuts it up is a matter of timing."""
    joined: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def smaller(png: str) -> str:
    """A picture with 256 colours: a third of the bytes, and no eye sees it."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    stored = io.BytesIO()
    few.save(stored, "PNG", optimize=True)
    return base64.b64encode(stored.getvalue()).decode() + "\n"


def is_measured(cell: nbformat.NotebookNode) -> bool:
    return "measured" in cell.metadata.get("tags", [])


def keep_pictures(cell: nbformat.NotebookNode, before: list[nbformat.NotebookNode]) -> None:
    """Put the pictures of an earlier run in the place of this run's, where there are as many."""
    old = [output.data for output in before if "image/png" in output.get("data", {})]
    new = [output.data for output in cell.outputs if "image/png" in output.get("data", {})]
    if len(old) == len(new):
        for kept, data in zip(old, new, strict=True):
            data["image/png"] = kept["image/png"]


def built(path: Path) -> str:
    """The text of a notebook's file after one clean run."""
    notebook = read(path)
    for cell in code_cells(notebook):
        if not cell.source.strip():
            raise BuildError(f"cell {cell.id} is empty: delete it")
    before = {cell.id: cell.outputs for cell in code_cells(notebook) if is_measured(cell)}
    execute(notebook, path.parent)
    clean(notebook)
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = smaller(output.data["image/png"])
        keep_pictures(cell, before.get(cell.id, []))
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def build(path: Path) -> bool:
    """Run a notebook and store it; True where that changed the file."""
    text = built(path)
    if path.read_text("utf-8") == text:
        return False
    whole = path.with_suffix(".building")  # renamed when whole, so never half a chapter
    whole.write_text(text, "utf-8", newline="\n")
    whole.replace(path)
    return True


def check(path: Path) -> None:
    """Fail unless two runs agree to the byte, and with the stored notebook in all but pictures."""
    text = built(path)
    if text == path.read_text("utf-8"):
        return  # what was stored is a run, too
    if text != built(path):
        raise BuildError("two runs differ: something in it depends on time, chance or addresses")
    if without_pictures(text) != without_pictures(path.read_text("utf-8")):
        raise BuildError("what is stored is not what a run shows: python3 lab.py build")


def without_pictures(text: str) -> str:
    """A notebook's text with the bytes of its pictures left out."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            for mime in PICTURES:
                if mime in output.get("data", {}):
                    output["data"][mime] = ""
    return json.dumps(notebook, sort_keys=True)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lab.py build", description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", help="such as 01 or neuron; all when none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    wanted = parser.parse_args(words)

    # The kernels are this environment's own, draw inline, and touch no learner's progress.
    os.environ.pop("JUPYTER_PATH", None)
    os.environ.pop("MPLBACKEND", None)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ.setdefault("NNLAB_PROGRESS", "off")
    os.environ.setdefault("PYTHONHASHSEED", "0")

    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    unknown = [word for word in wanted.chapters if not any(word in path.stem for path in paths)]
    if unknown:
        parser.error(f"there is no chapter {unknown[0]}")
    failed = False
    for path in paths:
        if wanted.chapters and not any(word in path.stem for word in wanted.chapters):
            continue
        try:
            if wanted.check:
                check(path)
                print(f"{path.name}: as stored")
            else:
                print(f"{path.name}: {'stored' if build(path) else 'unchanged'}")
        except BuildError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
