"""A real JupyterLab and a real browser for tests: start them, open a notebook, ask the kernel."""

import ast
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

REQUIRED = bool(os.environ.get("NNLAB_BROWSER_REQUIRED") or os.environ.get("CI"))
PATIENCE = 120  # seconds; a loaded machine is slow, and only a broken one waits for so long

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--expose-gc",
    "--enable-precise-memory-info",
]

# What widgets have asked and the kernel hasn't answered; a tab opened again has another connection.
COUNT = """() => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    kernel.asked = new Set();
    kernel.anyMessage.connect((_, { msg, direction }) => {
        if (direction === "send" && msg.header.msg_type === "comm_msg")
            kernel.asked.add(msg.header.msg_id);
        if (msg.header.msg_type === "status" && msg.content.execution_state === "idle")
            kernel.asked.delete(msg.parent_header.msg_id);
    });
}"""
SETTLE = """async () => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
    const frame = () => new Promise(requestAnimationFrame);
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    await rest(150); // until what a hand did has been asked
    for (const end = Date.now() + 1000; kernel?.asked?.size && Date.now() < end; ) await rest(20);
    await frame(); // a picture
    await rest(0); // and its words, which come after it
    await frame();
    await frame();
}"""


def find_browser(playwright) -> str | None:
    """A Chromium or Chrome on this machine, or None."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    for place in (*_PLACES, playwright.chromium.executable_path):
        if Path(place).exists():
            return place
    return None


def launch(playwright, path: str):
    """A headless browser."""
    return playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)


class Server:
    """A JupyterLab of its own: a free port, its own folders, this environment's kernel."""

    def __init__(self, folder: Path, **options: str) -> None:
        self.root = folder / "notebooks"
        self.root.mkdir(parents=True)
        self.settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
        self.settings.mkdir(parents=True)
        (self.settings / "notification.jupyterlab-settings").write_text(
            '{"fetchNews": "false", "checkForUpdates": false}'
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log_path = folder / "server.log"
        environment = dict(
            os.environ,
            JUPYTER_PREFER_ENV_PATH="1",
            JUPYTER_RUNTIME_DIR=str(folder / "runtime"),
            JUPYTER_CONFIG_DIR=str(folder / "config"),
            JUPYTER_DATA_DIR=str(folder / "data"),
            IPYTHONDIR=str(folder / "ipython"),
            JUPYTERLAB_SETTINGS_DIR=str(folder / "settings"),
            JUPYTERLAB_WORKSPACES_DIR=str(folder / "workspaces"),
        )
        for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JPY_PARENT_PID"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        settings = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.root,
            "ServerApp.disable_check_xsrf": True,
            "IdentityProvider.token": "",
            "LabApp.expose_app_in_browser": True,
            **options,
        }
        with self._log_path.open("w") as log:
            self._process = subprocess.Popen(
                [*command, *(f"--{name}={value}" for name, value in settings.items())],
                env=environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.close()
                raise RuntimeError(f"JupyterLab did not start:\n{self.log()[-3000:]}")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            self._ask("GET", "/api/status")
            return True
        except OSError:
            return False

    def _ask(self, method: str, path: str):
        request = urllib.request.Request(self.url + path, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def stop_kernels(self) -> None:
        """End all kernels, so that one test's work does not slow the next."""
        try:
            for session in self._ask("GET", "/api/sessions"):
                self._ask("DELETE", f"/api/sessions/{session['id']}")
        except OSError:
            pass

    def log(self) -> str:
        """What the server has said so far."""
        return self._log_path.read_text()

    def close(self) -> None:
        """End the kernels and the server, and see to it."""
        if self._process.poll() is None:
            self.stop_kernels()
            self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)


class Notebook:
    """A notebook open in JupyterLab; `page` is Playwright's page."""

    def __init__(self, page, server: Server, name: str) -> None:
        self.page, self._folder = page, server.root
        self.page_errors: list[str] = []
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", self._note)
        page.goto(f"{server.url}/doc/tree/{name}?reset", wait_until="domcontentloaded")
        page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.context?.isReady"
            " && jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'"
        )
        page.evaluate(COUNT)

    def _note(self, error) -> None:
        # JupyterLab's own slips (a splash removed twice on a theme change) are not ours to mend,
        # and that a module needed more than two seconds to start is no slip: see test_controls.
        words = error.stack or str(error)
        if "/static/lab/jlab_core" not in words and "Failed to initialize model" not in words:
            self.page_errors.append(words)

    def command(self, name: str, **arguments):
        """Run one of JupyterLab's commands and wait for its end."""
        return self.page.evaluate(
            "async ([name, args]) => { await jupyterapp.commands.execute(name, args); }",
            [name, arguments],
        )

    def run_all(self) -> None:
        """Run all cells and wait until they are done."""
        self.command("notebook:run-all-cells")

    def run_cell(self, index: int, wait: bool = True) -> None:
        """Run one cell, as a reader would."""
        self.page.evaluate(
            "index => { jupyterapp.shell.currentWidget.content.activeCellIndex = index; }", index
        )
        if wait:
            self.command("notebook:run-cell")
        else:
            self.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell'); }")

    @contextlib.contextmanager
    def busy(self, index: int, before: str = ""):
        """Python computes in a cell for as long as this lasts, and does what comes `before`."""
        at_work = self._folder / f"at-work-{index}"
        path = f"__import__('pathlib').Path({str(at_work)!r})"
        wait = f"while {path}.exists(): __import__('time').sleep(0.02)"
        self.set_cell(index, f"{before}\n{path}.touch()\n{wait}")
        self.run_cell(index, wait=False)
        self.until(at_work.exists, "the cell runs")
        try:
            yield
        finally:
            at_work.unlink()

    def set_cell(self, index: int, source: str) -> None:
        """Change a cell's text."""
        self.page.evaluate(
            "([index, source]) => jupyterapp.shell.currentWidget.content.widgets[index]"
            ".model.sharedModel.setSource(source)",
            [index, source],
        )

    def value(self, expression: str):
        """A Python value from the kernel; no cell runs, no hook fires."""
        shown = self.page.evaluate(
            """async expression => {
                const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                const ask = () => kernel.requestExecute({
                    code: "", silent: true, store_history: false,
                    user_expressions: { it: expression },
                }).done;
                let reply = await ask();
                // After an error a kernel throws away what was asked meanwhile.
                while (reply.content.status === "aborted") reply = await ask();
                const it = reply.content.user_expressions.it;
                if (it.status !== "ok") throw new Error(`${it.ename}: ${it.evalue}`);
                return it.data["text/plain"];
            }""",
            expression,
        )
        return ast.literal_eval(shown)

    def wait_for(self, expression: str, expected, seconds: float = PATIENCE):
        """Wait until the kernel's value is the expected one, and the page has painted it."""
        end = time.monotonic() + seconds
        while (value := self.value(expression)) != expected:
            if time.monotonic() > end:
                raise AssertionError(f"{expression} is {value!r}, not {expected!r}")
            self.page.wait_for_timeout(100)
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has answered what the page asked, and the page has painted it.

        For a kernel at work on a cell, or gone, no longer than the page itself waits.
        """
        self.page.evaluate(SETTLE)

    def until(self, condition, what: str, seconds: float = PATIENCE):
        """Wait until `condition()` holds; returns what it gave."""
        end = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > end:
                raise AssertionError(f"never happened: {what}")
            self.page.wait_for_timeout(50)
        return value

    def theme(self, dark: bool) -> None:
        """Switch JupyterLab's theme."""
        self.command("apputils:change-theme", theme=f"JupyterLab {'Dark' if dark else 'Light'}")
        light = str(not dark).lower()
        # Until the splash has gone, which lies over the page and takes what a hand does there.
        self.page.wait_for_function(
            f"() => document.body.dataset.jpThemeLight === '{light}'"
            " && !document.getElementById('jupyterlab-splash')"
        )

    def outputs(self, index: int):
        """A locator for the outputs of a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-OutputArea")


class Chapter:
    """The opened chapter; its labs by the text of the cells that make them."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page

    def index(self, source):
        """The place of the one cell whose text has `source` in it."""
        texts = self.page.evaluate(
            "() => jupyterapp.shell.currentWidget.content.widgets"
            ".map(cell => cell.model.sharedModel.getSource())"
        )
        (index,) = [i for i, text in enumerate(texts) if source in text]
        return index

    def cell(self, source):
        """Scroll the one cell with `source` in it into view and give its locator."""
        return self.show(self.index(source))

    def show(self, index):
        """Scroll the cell at a place into view and give its locator."""
        self.page.evaluate(
            "async i => { const all = jupyterapp.shell.currentWidget.content;"
            " all.activeCellIndex = i; await all.scrollToItem(i, 'start'); }",
            index,
        )
        cell = self.page.locator(f".jp-Cell[data-windowed-list-index='{index}']")
        cell.wait_for()
        return cell

    def lab(self, source):
        lab = self.cell(source).locator(".nnlab-lab")
        lab.wait_for()
        lab.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        return lab


def bring(axe: str, page):
    """Bring axe-core into a page, with a style sheet: JupyterLab's body has no height and hides
    what runs over it, so to axe nothing in it would be seen, and no contrast would be measured.
    """
    page.evaluate(axe)
    return page.add_style_tag(content="body { height: 100vh }")


def write_notebook(path: Path, cells: list[str]) -> None:
    """A notebook of code cells."""
    path.write_text(
        json.dumps(
            {
                "nbformat": 4,
                "nbformat_minor": 5,
                "metadata": {
                    "kernelspec": {
                        "name": "python3",
                        "display_name": "Python 3",
                        "language": "python",
                    }
                },
                "cells": [
                    {
                        "cell_type": "code",
                        "id": f"cell-{k}",
                        "metadata": {},
                        "execution_count": None,
                        "outputs": [],
                        "source": source,
                    }
                    for k, source in enumerate(cells)
                ],
            }
        ),
        encoding="utf-8",
    )
