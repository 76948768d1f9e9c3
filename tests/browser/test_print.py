"""Every chapter, exported and printed: what is folded is open, no picture is missing or cut off."""

from pathlib import Path

import pytest
from nbconvert import HTMLExporter

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
# Of each fold, how much higher it is than its first line; of each picture, how wide it came out.
FOLDS = """() => [...document.querySelectorAll("details")].map((fold) =>
    fold.offsetHeight - fold.querySelector("summary").offsetHeight)"""
PICTURES = "() => [...document.images].map((picture) => picture.getBoundingClientRect().width)"
CUT = """() => [...document.querySelectorAll("img, table, pre")]
    .filter((it) => it.getBoundingClientRect().right > innerWidth + 1).map((it) => it.outerHTML)"""


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_on_paper_every_fold_is_open_and_every_picture_there(browser, tmp_path, path):
    exported = tmp_path / "page.html"
    exported.write_text(HTMLExporter().from_filename(str(path))[0], encoding="utf-8")
    page = browser.new_page(viewport={"width": 760, "height": 1100})  # A4 without its margins
    page.route("http*://**/*", lambda route: route.abort())
    page.goto(exported.as_uri(), wait_until="domcontentloaded")
    folded = page.evaluate(FOLDS)
    page.emulate_media(media="print")
    assert folded and max(folded) == 0  # on the screen
    assert min(page.evaluate(FOLDS)) > 20
    assert min(page.evaluate(PICTURES)) > 200
    assert page.evaluate(CUT) == []
    page.close()
