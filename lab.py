#!/usr/bin/env python3
"""One command for the whole course. It makes .venv beside itself when that is needed, then:

    python3 lab.py              open JupyterLab at chapter 1
    python3 lab.py 02b          open another chapter, by number or by name ("curves", "02b_curves")
    python3 lab.py fresh 01     set your copy of a chapter aside and start it afresh
    python3 lab.py test         run every test (more words go to pytest)
    python3 lab.py build        run all chapters and store what they show
    python3 lab.py bench        run the benchmarks

You work on copies in my-notebooks/, which nothing here ever overwrites. Whatever else you add,
such as --no-browser or --port 8899, is passed on to JupyterLab. On Windows: py lab.py
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This course needs Python 3.11 or newer, and this is {}.{}: install a newer one from "
        "python.org, then run lab.py with that.".format(*sys.version_info)
    )

import contextlib
import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "nnlab-stamp"
CHAPTERS = HERE / "notebooks"
MINE = HERE / "my-notebooks"
QUIET = """{
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}
}
"""  # JupyterLab's settings: the first thing to see is the chapter, not a question about news
FLAGS = (
    "--no-browser",
    "--debug",
    "--allow-root",
    "--dev-mode",
    "--core-mode",
    "--autoreload",
    "-y",
)
MEGABYTES = 1000  # free space to ask for: what an installation takes, and room to unpack it

# ---------------------------------------------------------------------- the environment


def wanted_stamp():
    """Two lines: what the environment stands on (Python, folder), what was asked to be in it."""
    ground = repr((sys.version, sys.base_prefix, str(HERE)))
    asked = hashlib.sha256()
    for name in ("requirements.txt", "pyproject.toml"):
        try:
            asked.update((HERE / name).read_bytes())
        except FileNotFoundError:
            sys.exit(f"{HERE / name} is missing: download the course again into the same folder.")
    return ground + "\n" + asked.hexdigest() + "\n"


def found_stamp():
    """What was noted when .venv was made; nothing if it's damaged or was never whole."""
    whole = STAMP.is_file() and works()
    return STAMP.read_text("utf-8", errors="replace") if whole else ""


def works():
    """Whether .venv's Python runs and has JupyterLab."""
    probe = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('jupyterlab'))"
    try:
        return not subprocess.call([PYTHON, "-c", probe], env=environment(), cwd=HERE)
    except OSError:
        return False


def set_up():
    """Make .venv what it should be; costs a moment when it already is."""
    wanted = wanted_stamp()
    if found_stamp() == wanted:
        return
    with one_at_a_time():
        found = found_stamp()  # again: the start we waited for may have done it all
        if found != wanted:
            install(afresh=found.splitlines()[:1] != wanted.splitlines()[:1])
            STAMP.write_text(wanted, "utf-8")  # last: without it the next run installs again


@contextlib.contextmanager
def one_at_a_time():
    """Two starts at once would delete each other's .venv; the lock of one that died is free."""
    with open(HERE / ".venv.lock", "w") as lock:
        told = False
        while not is_mine(lock):
            if not told:
                print("Another start is setting up .venv: waiting for it.", flush=True)
            told = True
            time.sleep(0.5)
        yield


def is_mine(lock):
    """Try to get hold of the lock. Where a disk knows no locks, everybody gets it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def install(afresh):
    """Install what requirements.txt asks for, with uv if it is there, else with venv and pip."""
    uv = shutil.which("uv")
    if not uv and not importlib.util.find_spec("ensurepip"):
        sys.exit(
            "This Python cannot make environments: install its venv package "
            "(on Debian and Ubuntu: sudo apt install python3-venv), then try again."
        )
    if os.pathsep in str(HERE):
        sys.exit(f'No environment can be made in {HERE}: rename the folder with "{os.pathsep}".')
    if os.path.lexists(VENV) and (VENV.is_symlink() or not VENV.is_dir()):
        sys.exit(f"{VENV} is not the folder that lab.py makes: delete it, then try again.")
    if shutil.disk_usage(HERE).free < MEGABYTES * 2**20:
        sys.exit(f"Not enough room in {HERE}: free {MEGABYTES} MB, then try again.")
    print("Setting up .venv (650 MB). The first time this takes a minute or two.", flush=True)
    if STAMP.is_file():
        STAMP.unlink()
    base = getattr(sys, "_base_executable", sys.executable)  # also when run by .venv's own Python
    if afresh:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()  # a folder that can't be written is met here, in our words
        make = [uv, "venv", "--quiet", "--seed", "--python", base] if uv else [base, "-m", "venv"]
        run_step([*make, VENV])
    pip = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install"]
    run_step([*pip, "--quiet", "-r", HERE / "requirements.txt"])
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(QUIET, "utf-8")


def run_step(command):
    """One step of the installation; a step that fails ends the run with the remedy."""
    if subprocess.call(command, env=environment(), cwd=HERE):
        if shutil.disk_usage(HERE).free < 10 * 2**20:
            raise OSError(errno.ENOSPC, "full")
        sys.exit(
            "The set-up stopped, for the reason shown above: put that right (no network? connect, "
            "or set HTTPS_PROXY), then run the same command again; it starts cleanly."
        )


def environment():
    """This process's variables, less what would lead the kernels out of .venv."""
    leave = ["JUPYTER_PATH", "PYTHONPATH", "PYTHONHOME", "MPLBACKEND"]
    leave += ["PIP_USER", "PIP_TARGET", "PIP_PREFIX", "UV_SYSTEM_PYTHON"]
    kept = {name: value for name, value in os.environ.items() if name not in leave}
    path = str(BIN) + os.pathsep + kept.get("PATH", "")
    return dict(kept, PATH=path, VIRTUAL_ENV=str(VENV), JUPYTER_PREFER_ENV_PATH="1")


def run(arguments, **variables):
    """Run .venv's Python in the course's folder and give back its exit code."""
    process = subprocess.Popen([PYTHON, *arguments], cwd=HERE, env={**environment(), **variables})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # it had the same Ctrl-C, and knows better what to do


def run_apart(arguments):
    """Run with a progress file that is thrown away: it never meets a learner's own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        progress = str(Path(folder, "progress.json"))
        return run(arguments, NNLAB_PROGRESS=progress, PYTHONHASHSEED="0")


def become(arguments):
    """Turn into .venv's Python; Windows can't (its shell wouldn't wait), so there it is run."""
    if os.name == "nt":
        return run(arguments)
    os.chdir(HERE)
    os.execve(PYTHON, [str(PYTHON), *map(str, arguments)], environment())


# ---------------------------------------------------------------------- the chapters


def find_chapter(word):
    """The tracked notebook that a word means ("1", "01", "neuron", "01_neuron"), or None."""
    for notebook in sorted(CHAPTERS.glob("*.ipynb")):
        number, _, name = notebook.stem.partition("_")
        if word.lower() in (notebook.name, notebook.stem, number, number.lstrip("0"), name):
            return notebook
    return None


def copy_chapters():
    """Give the learner a copy of every chapter they have none of."""
    if not any(CHAPTERS.glob("*.ipynb")):
        sys.exit(f"No chapters in {CHAPTERS}: download the course again into the same folder.")
    if os.path.lexists(MINE) and not MINE.is_dir():
        sys.exit(f"{MINE} is no folder, and your copies go there: rename it, then try again.")
    MINE.mkdir(exist_ok=True)
    for notebook in CHAPTERS.glob("*.ipynb"):
        mine = MINE / notebook.name
        if not os.path.lexists(mine):  # a link to a disk that isn't there now is a copy, too
            whole = mine.with_suffix(f".copying-{os.getpid()}")
            try:
                shutil.copyfile(notebook, whole)
                whole.replace(mine)  # renamed when whole, so never half a chapter
            finally:
                whole.unlink(missing_ok=True)


def fresh(words):
    """Set copies aside under a dated name, and make new ones."""
    chapters = [find_chapter(word) for word in words]
    if not chapters or None in chapters:
        sys.exit(f"Say which chapter: python3 lab.py fresh 01. There are {names()}.")
    for chapter in chapters:
        mine = aside = MINE / chapter.name
        if os.path.lexists(mine):
            while os.path.lexists(aside):  # a second at most: the name holds the time
                aside = mine.with_name(time.strftime(f"{mine.stem}-%Y-%m-%d-%H%M%S.ipynb"))
            mine.rename(aside)
            print(f"Your copy is now my-notebooks/{aside.name}")
    copy_chapters()


def names():
    return ", ".join(sorted(notebook.stem for notebook in CHAPTERS.glob("*.ipynb"))) or "none yet"


def lab_arguments(words):
    """What to start JupyterLab with: a chapter, our settings, and every word that names none."""
    values = {i + 1 for i, word in enumerate(words) if takes_a_value(word)}  # as in --port 2
    chapters = {i: find_chapter(word) for i, word in enumerate(words) if i not in values}
    chapter = next(filter(None, chapters.values()), None) or find_chapter("1")
    passed_on = [word for i, word in enumerate(words) if not chapters.get(i)]
    if passed_on and passed_on == words and not words[0].startswith("-"):
        sys.exit(f'There is no chapter "{words[0]}", but: {names()}. See python3 lab.py --help')
    ours = [
        f"--ServerApp.root_dir={MINE}",
        "--LabApp.default_url=/lab" + (f"/tree/{chapter.name}" if chapter else ""),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        ours.append("--allow-root")
    return ["-m", "jupyterlab", *ours, *passed_on]


def takes_a_value(word):
    """Whether the word after this one belongs to it."""
    return word.startswith("-") and "=" not in word and word not in FLAGS


# ---------------------------------------------------------------------- the commands


def obey(words):
    """Do what the words say, and give back an exit code (None is 0)."""
    command, rest = "".join(words[:1]), words[1:]
    if command in ("-h", "--help", "help"):
        return print(__doc__)
    if command == "fresh":
        return fresh(rest)
    if command == "bench" and not (HERE / "benchmarks" / "__main__.py").exists():
        sys.exit("There are no benchmarks yet.")
    apart = {
        "test": ["-m", "pytest", *rest],
        "build": [HERE / "tools" / "build.py", *rest],
        "bench": ["-m", "benchmarks", *rest],
    }
    if command in apart:
        set_up()
        return run_apart(apart[command])
    arguments = lab_arguments(words)  # a word we don't know is met before anything is installed
    copy_chapters()
    set_up()
    return become(arguments)


def main(words):
    """Do what the words say; whatever goes wrong is one sentence with its remedy."""
    try:
        return obey(words)
    except KeyboardInterrupt:
        sys.exit("Stopped; run the same command again to go on.")
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            sys.exit(
                f"Cannot write to {error.filename or HERE}: close what is using it, "
                "or move the course to a folder of your own."
            )
        if error.errno == errno.ENOSPC:
            sys.exit(f"The disk is full: free {MEGABYTES} MB, then try again.")
        sys.exit(f"That did not work ({error}): put it right, then try again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
