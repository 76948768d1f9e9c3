"""lab.py: the environment it makes, the copies it keeps, and the kernel that a notebook gets."""

import ast
import errno
import importlib.util
import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import venv
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(folder):
    """The lab.py of a folder, as a module of its own."""
    spec = importlib.util.spec_from_file_location("lab_in_a_test", folder / "lab.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def course(tmp_path):
    """A small course in a folder with a space in its name: lab.py and two chapters."""
    folder = tmp_path / "my course"
    (folder / "notebooks").mkdir(parents=True)
    for name in ("lab.py", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for name in ("01_neuron", "02_layer"):
        (folder / "notebooks" / f"{name}.ipynb").write_text(f"the text of {name}")
    return folder


@pytest.fixture
def lab(course):
    return load(course)


@pytest.fixture
def steps(lab, monkeypatch):
    """Steps of an installation that are noted, not taken; `steps.fail_at` makes one fail."""

    class Steps(list):
        fail_at = None

        def __call__(self, command, **options):
            words = [str(word) for word in command]
            self.append(" ".join(words))
            if self.fail_at and self.fail_at in words:
                return 1
            if "venv" in words:
                lab.BIN.mkdir(parents=True)
                lab.PYTHON.touch()
            return 0

    steps = Steps()
    monkeypatch.setattr(lab.subprocess, "call", steps)
    monkeypatch.setattr(lab.shutil, "which", lambda name: None)
    monkeypatch.setattr(lab, "works", lambda: lab.PYTHON.exists())
    return steps


def sentence(error):
    """What an exit says, which must be one sentence."""
    text = str(error.value)
    assert "\n" not in text and text.endswith((".", "--help")), text
    assert error.value.code not in (0, None)
    return text


# ---------------------------------------------------------------------- the environment


def test_installs_once(lab, steps):
    lab.set_up()
    made, filled = steps
    assert made.endswith(".venv") and filled.endswith("requirements.txt")
    lab.set_up()
    assert len(steps) == 2


def test_a_second_start_does_nothing_but_compare(lab, steps, monkeypatch):
    lab.set_up()
    monkeypatch.setattr(lab, "install", lambda afresh: pytest.fail("installed again"))
    lab.set_up()


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_installs_again_when_the_requirements_change(lab, steps, course, name):
    lab.set_up()
    del steps[:]
    (course / name).write_text("# changed\n")
    lab.set_up()
    assert len(steps) == 1 and "install" in steps[0]  # into the environment that is there
    lab.set_up()
    assert len(steps) == 1


def test_makes_a_new_environment_for_another_python(lab, steps, monkeypatch):
    lab.set_up()
    (lab.VENV / "left-over").touch()
    del steps[:]
    monkeypatch.setattr(lab.sys, "version", "3.99.0 (another)")
    lab.set_up()
    assert len(steps) == 2 and not (lab.VENV / "left-over").exists()


def test_makes_a_new_environment_in_another_folder(lab, steps, course, tmp_path, monkeypatch):
    lab.set_up()
    moved = load(course.rename(tmp_path / "moved"))
    del steps[:]
    moved.VENV.joinpath("left-over").touch()
    monkeypatch.setattr(moved, "works", lambda: True)
    monkeypatch.setattr(moved, "run_step", steps.append)
    moved.set_up()
    assert len(steps) == 2 and not moved.VENV.joinpath("left-over").exists()


def test_makes_a_new_environment_when_its_python_is_gone(lab, steps):
    lab.set_up()
    lab.PYTHON.unlink()
    lab.set_up()
    assert len(steps) == 4


@pytest.mark.parametrize("step", ["venv", "install"])
def test_an_interrupted_install_heals(lab, steps, step):
    steps.fail_at = step
    with pytest.raises(SystemExit) as error:
        lab.set_up()
    assert "same command again" in sentence(error)
    assert not lab.STAMP.exists()

    steps.fail_at = None
    lab.VENV.joinpath("half").touch()
    del steps[:]
    lab.set_up()
    assert len(steps) == 2 and lab.STAMP.exists()
    assert not lab.VENV.joinpath("half").exists()  # nothing half installed is left


def test_an_interrupted_update_heals(lab, steps, course):
    lab.set_up()
    (course / "requirements.txt").write_text("# changed\n")
    steps.fail_at = "install"
    with pytest.raises(SystemExit):
        lab.set_up()
    assert not lab.STAMP.exists()
    steps.fail_at = None
    lab.set_up()
    assert lab.STAMP.read_text() == lab.wanted_stamp()


@pytest.mark.parametrize("stamp", [b"\xff\xfe torn", "a folder"])
def test_a_damaged_stamp_is_as_good_as_none(lab, steps, stamp):
    lab.set_up()
    lab.STAMP.unlink()
    lab.STAMP.mkdir() if stamp == "a folder" else lab.STAMP.write_bytes(stamp)
    del steps[:]
    lab.set_up()
    assert len(steps) == 2 and lab.STAMP.read_text() == lab.wanted_stamp()


@pytest.mark.parametrize("damage", ["no JupyterLab", "not executable", "gone"])
def test_an_environment_that_no_longer_works_is_made_anew(lab, course, monkeypatch, damage):
    venv.create(lab.VENV, symlinks=os.name != "nt")
    lab.STAMP.write_text(lab.wanted_stamp())
    if damage != "no JupyterLab":
        lab.PYTHON.unlink()
    if damage == "not executable":
        lab.PYTHON.write_text("")
    made = []
    monkeypatch.setattr(lab, "install", lambda afresh: made.append(afresh))
    lab.set_up()
    assert made == [True]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
@pytest.mark.parametrize("kind", ["file", "dangling link", "link to a folder"])
def test_a_venv_of_another_kind_is_named_with_the_remedy(lab, steps, tmp_path, kind):
    if kind == "file":
        lab.VENV.write_text("mine")
    else:
        lab.VENV.symlink_to(tmp_path if kind == "link to a folder" else tmp_path / "nowhere")
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert ".venv" in sentence(error) and "delete it" in sentence(error)
    assert not steps and os.path.lexists(lab.VENV)


@pytest.mark.skipif(os.name == "nt", reason="a colon can't stand in a path there")
def test_a_path_that_no_environment_can_stand_in(course, tmp_path, monkeypatch):
    moved = load(course.rename(tmp_path / "a:b"))
    monkeypatch.setattr(moved.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit) as error:
        moved.main([])
    assert '":"' in sentence(error)


def test_two_starts_at_once_set_up_once(lab, course):
    """The second waits for the first, and doesn't delete what that one is filling."""
    start = (
        "import importlib.util, sys, time\n"
        "spec = importlib.util.spec_from_file_location('lab', sys.argv[1])\n"
        "lab = importlib.util.module_from_spec(spec); spec.loader.exec_module(lab)\n"
        "lab.works = lambda: True\n"
        "def install(afresh):\n"
        "    lab.VENV.mkdir(); print('installs', flush=True)\n"
        "    while not lab.HERE.joinpath('go').exists(): time.sleep(0.01)\n"
        "lab.install = install\n"
        "lab.set_up()\n"
    )
    command = [sys.executable, "-c", start, str(course / "lab.py")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.stdout.readline() for process in both)
    (course / "go").touch()  # both have spoken: one installs, one waits for it
    assert [process.communicate(timeout=60)[0] for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]
    assert "Another start" in said[0] and said[1] == "installs\n"


def test_the_lock_of_a_start_that_died_is_free(lab, course):
    code = (
        "import importlib.util, os, sys\n"
        "spec = importlib.util.spec_from_file_location('lab', sys.argv[1])\n"
        "lab = importlib.util.module_from_spec(spec); spec.loader.exec_module(lab)\n"
        "with lab.one_at_a_time():\n"
        "    os._exit(9)\n"
    )
    assert subprocess.call([sys.executable, "-c", code, str(course / "lab.py")]) == 9
    with lab.one_at_a_time():
        assert (course / ".venv.lock").exists()


def test_ctrl_c_during_the_install_says_how_to_go_on(lab, steps, monkeypatch):
    def stop(command, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(lab.subprocess, "call", stop)
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "again" in sentence(error)
    assert not lab.STAMP.exists()


def test_jupyterlab_opens_without_asking_about_news(lab, steps):
    lab.set_up()
    settings = (lab.VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json").read_text()
    quiet = json.loads(settings)["@jupyterlab/apputils-extension:notification"]
    assert quiet == {"fetchNews": "false", "checkForUpdates": False}


def test_uses_uv_where_it_is(lab, steps, monkeypatch):
    monkeypatch.setattr(lab.shutil, "which", lambda name: f"/some/{name}")
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)  # no ensurepip needed
    lab.set_up()
    assert len(steps) == 2 and all(step.startswith("/some/uv ") for step in steps)


def test_says_what_to_do_without_ensurepip(lab, steps, monkeypatch):
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "python3-venv" in sentence(error)
    assert not steps


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_course_without_its_requirements_is_incomplete(lab, steps, course, name):
    (course / name).unlink()
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert name in sentence(error) and "download" in sentence(error)


def test_a_course_without_chapters_is_incomplete(lab, steps):
    shutil.rmtree(lab.CHAPTERS)
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "download" in sentence(error)
    assert not steps


def test_a_disk_that_is_full_in_the_middle_of_a_step_is_told(lab, steps, monkeypatch):
    rooms = iter([10**10, 0])
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(lab.shutil, "disk_usage", lambda folder: usage._replace(free=next(rooms)))
    steps.fail_at = "install"
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "disk is full" in sentence(error)


def test_says_what_to_do_without_room(lab, steps, monkeypatch):
    nearly_full = shutil.disk_usage("/")._replace(free=5_000_000)
    monkeypatch.setattr(lab.shutil, "disk_usage", lambda folder: nearly_full)
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "free 1000 MB" in sentence(error)
    assert not steps


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.EACCES, "a folder of your own"),
        (errno.EROFS, "a folder of your own"),
        (errno.ENOSPC, "The disk is full"),
        (errno.EIO, "try again"),
    ],
)
def test_says_what_to_do_when_it_cannot_write(lab, steps, monkeypatch, code, remedy):
    def refuse(*arguments, **options):
        raise OSError(code, os.strerror(code), str(lab.VENV))

    monkeypatch.setattr(lab.Path, "mkdir", refuse)
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert remedy in sentence(error)


def test_an_older_python_is_told_so():
    ast.parse((ROOT / "lab.py").read_text("utf-8"), feature_version=(3, 6))  # it can be read there
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as error:
        patch.setattr(sys, "version_info", (3, 8, 1, "final", 0))
        runpy.run_path(str(ROOT / "lab.py"))
    assert "this is 3.8" in sentence(error)


def test_the_environment_is_its_own(lab, monkeypatch):
    for name in ("JUPYTER_PATH", "PYTHONPATH", "PYTHONHOME", "MPLBACKEND", "PIP_USER"):
        monkeypatch.setenv(name, "elsewhere")
    variables = lab.environment()
    assert "elsewhere" not in variables.values()
    assert variables["JUPYTER_PREFER_ENV_PATH"] == "1"
    assert variables["PATH"].split(os.pathsep)[0] == str(lab.BIN)


def test_requirements_agree_with_the_package_and_are_bounded():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert asked[0] == "-e ."
    assert set(project["dependencies"]) <= set(asked)
    assert all(">=" in line and ",<" in line and "//" not in line for line in asked[1:])


# ---------------------------------------------------------------------- the copies


def test_a_copy_is_made_once_and_never_overwritten(lab):
    lab.copy_chapters()
    mine = lab.MINE / "01_neuron.ipynb"
    assert mine.read_text() == "the text of 01_neuron"
    mine.write_text("my work")
    (lab.CHAPTERS / "01_neuron.ipynb").write_text("a later edition")
    lab.copy_chapters()
    assert mine.read_text() == "my work"
    assert (lab.CHAPTERS / "01_neuron.ipynb").read_text() == "a later edition"


def test_a_new_chapter_is_added(lab):
    lab.copy_chapters()
    (lab.CHAPTERS / "03_network.ipynb").write_text("new")
    lab.copy_chapters()
    assert (lab.MINE / "03_network.ipynb").read_text() == "new"


def test_a_copy_that_was_interrupted_is_made_again(lab, monkeypatch):
    def half(source, target):
        Path(target).write_text("ha")
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr(lab.shutil, "copyfile", half)
        lab.copy_chapters()
    assert not list(lab.MINE.iterdir())
    lab.copy_chapters()
    assert {path.name for path in lab.MINE.iterdir()} == {"01_neuron.ipynb", "02_layer.ipynb"}


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_copy_on_a_disk_that_is_not_there_now_is_not_replaced(lab, tmp_path, capsys):
    lab.MINE.mkdir()
    mine = lab.MINE / "01_neuron.ipynb"
    mine.symlink_to(tmp_path / "drive" / "01_neuron.ipynb")
    lab.copy_chapters()
    assert mine.is_symlink()
    lab.fresh(["01"])
    (aside,) = lab.MINE.glob("01_neuron-2*.ipynb")
    assert aside.is_symlink() and not mine.is_symlink()


def test_my_notebooks_that_is_a_file_is_told(lab, steps):
    lab.MINE.write_text("mine")
    with pytest.raises(SystemExit) as error:
        lab.main([])
    assert "my-notebooks" in sentence(error) and "rename it" in sentence(error)
    assert lab.MINE.read_text() == "mine" and not steps


def test_fresh_sets_the_old_copy_aside(lab, capsys):
    lab.copy_chapters()
    mine = lab.MINE / "01_neuron.ipynb"
    for work in ("first", "second"):  # within one second: neither may replace the other
        mine.write_text(work)
        lab.main(["fresh", "01"])
        assert mine.read_text() == "the text of 01_neuron"
    kept = sorted(lab.MINE.glob("01_neuron-2*.ipynb"))
    assert [path.read_text() for path in kept] == ["first", "second"]
    assert kept[1].name in capsys.readouterr().out


def test_fresh_without_a_copy_makes_one(lab):
    lab.main(["fresh", "neuron"])
    assert (lab.MINE / "01_neuron.ipynb").exists()


@pytest.mark.parametrize("words", [["fresh"], ["fresh", "99"], ["fresh", "01", "no"]])
def test_fresh_asks_for_a_chapter_it_knows(lab, words):
    with pytest.raises(SystemExit) as error:
        lab.main(words)
    assert "01_neuron, 02_layer" in sentence(error)
    assert not lab.MINE.exists()


# ---------------------------------------------------------------------- the words


@pytest.mark.parametrize("word", ["2", "02", "layer", "Layer", "02_layer", "02_layer.ipynb"])
def test_a_chapter_answers_to_its_number_and_name(lab, word):
    assert lab.find_chapter(word).stem == "02_layer"
    assert "--LabApp.default_url=/lab/tree/02_layer.ipynb" in lab.lab_arguments([word])


@pytest.mark.parametrize("word", ["2b", "02b", "curves"])
def test_a_side_trip_has_a_number_of_its_own(lab, word):
    (lab.CHAPTERS / "02b_curves.ipynb").write_text("the text of 02b_curves")
    assert lab.find_chapter(word).stem == "02b_curves"
    assert lab.find_chapter("2").stem == "02_layer"


def test_opens_chapter_1_and_passes_everything_else_on(lab):
    words = ["--no-browser", "--port", "8899", "--ip=0.0.0.0"]
    arguments = lab.lab_arguments(words)
    assert "--LabApp.default_url=/lab/tree/01_neuron.ipynb" in arguments
    assert arguments[-4:] == words
    assert lab.lab_arguments(["--no-browser", "layer"])[-1] == "--no-browser"


def test_the_value_of_an_option_is_no_chapter(lab):
    arguments = lab.lab_arguments(["--port", "2"])
    assert "--LabApp.default_url=/lab/tree/01_neuron.ipynb" in arguments
    assert arguments[-2:] == ["--port", "2"]
    arguments = lab.lab_arguments(["--no-browser", "2", "--port=1"])
    assert "--LabApp.default_url=/lab/tree/02_layer.ipynb" in arguments
    assert arguments[-2:] == ["--no-browser", "--port=1"]


def test_an_unknown_word_installs_nothing(lab, steps):
    with pytest.raises(SystemExit) as error:
        lab.main(["09"])
    assert "01_neuron, 02_layer" in sentence(error)
    assert not steps


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no root")
@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_allows_root_only_to_root(lab, monkeypatch, user, allowed):
    monkeypatch.setattr(lab.os, "geteuid", lambda: user)
    assert ("--allow-root" in lab.lab_arguments([])) is allowed


def test_test_and_build_get_a_progress_file_that_is_thrown_away(lab, steps, monkeypatch):
    seen = {}

    class Process:
        def __init__(self, command, env, cwd):
            seen.update(command=[str(word) for word in command[1:]], env=env, cwd=cwd)
            Path(env["NNLAB_PROGRESS"]).write_text("a test was here")
            self.waits = iter([KeyboardInterrupt, 3])

        def wait(self):
            result = next(self.waits)
            if result is KeyboardInterrupt:  # it is the child's; we go on waiting
                raise result
            return result

    monkeypatch.setenv("NNLAB_PROGRESS", "a learner's own")
    monkeypatch.setattr(lab.subprocess, "Popen", Process)
    assert lab.main(["test", "-k", "neuron"]) == 3
    assert seen["command"] == ["-m", "pytest", "-k", "neuron"]
    assert seen["cwd"] == lab.HERE
    assert not Path(seen["env"]["NNLAB_PROGRESS"]).exists()
    assert lab.main(["build"]) == 3
    assert seen["command"] == [str(lab.HERE / "tools" / "build.py")]


def test_bench_says_that_there_is_none_yet(lab, steps):
    with pytest.raises(SystemExit) as error:
        lab.main(["bench"])
    assert "no benchmarks" in sentence(error)
    assert not steps


def test_help_installs_nothing(lab, steps, capsys):
    assert not lab.main(["--help"])
    assert "fresh 01" in capsys.readouterr().out
    assert not steps


# ---------------------------------------------------------------------- for real


@pytest.fixture
def real_course(course):
    """The course with an environment that works: our own packages, in a .venv of its own."""
    lab = load(course)
    venv.create(lab.VENV, symlinks=os.name != "nt")
    inside = {"base": lab.VENV, "platbase": lab.VENV}
    packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=inside))
    packages.joinpath("borrowed.pth").write_text(
        f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
    )
    for name in ("share", "etc"):
        lab.VENV.joinpath(name).symlink_to(Path(sys.prefix, name), target_is_directory=True)
    lab.STAMP.write_text(lab.wanted_stamp())
    return course


@pytest.mark.skipif(os.name == "nt", reason="borrows this environment by symbolic links")
def test_opens_at_chapter_1_with_its_own_kernel(real_course, tmp_path):
    """A real start, where a foreign kernel named python3 lies on every path a user can set."""
    foreign = tmp_path / "user" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    betrayed = tmp_path / "the foreign kernel was started"
    started = [sys.executable, "-c", f"open({str(betrayed)!r}, 'w')", "{connection_file}"]
    spec = {"argv": started, "display_name": "Foreign", "language": "python"}
    foreign.joinpath("kernel.json").write_text(json.dumps(spec))
    user = str(foreign.parent.parent)
    variables = dict(os.environ, JUPYTER_PATH=user, JUPYTER_DATA_DIR=user, HOME=str(tmp_path))
    variables.update(JUPYTER_CONFIG_DIR=str(tmp_path / "config"))

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    server = subprocess.Popen(
        [sys.executable, str(real_course / "lab.py"), *words, "--IdentityProvider.token=secret"],
        cwd=tmp_path,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def ask(path, **body):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            data=json.dumps(body).encode() if body else None,
            headers={"Authorization": "token secret"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.geturl(), answer.read().decode()

    try:
        for _ in range(1200):  # a loaded machine is slow
            try:
                ask("/api")
                break
            except OSError:
                assert server.poll() is None, server.stdout.read()
                time.sleep(0.1)
        assert ask("/")[0].endswith("/lab/tree/01_neuron.ipynb")

        names = [entry["name"] for entry in json.loads(ask("/api/contents")[1])["content"]]
        assert sorted(names) == ["01_neuron.ipynb", "02_layer.ipynb"]

        specs = json.loads(ask("/api/kernelspecs")[1])["kernelspecs"]
        assert specs["python3"]["spec"]["display_name"] != "Foreign"
        ask("/api/kernels", name="python3")
        living = [
            child
            for child in psutil.Process(server.pid).children(recursive=True)
            if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
        ]
        commands = [child.cmdline() for child in living]
        kernels = [command for command in commands if "ipykernel_launcher" in command]
        assert [Path(command[0]) for command in kernels] == [load(real_course).PYTHON]
        assert not betrayed.exists()
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="borrows this environment by symbolic links")
def test_passes_exit_codes_on(real_course):
    real_course.joinpath("tests").mkdir()
    real_course.joinpath("tests", "test_red.py").write_text("def test_red():\n    assert False\n")
    call = [sys.executable, str(real_course / "lab.py"), "test", "-q", "tests"]
    red = subprocess.run(call, capture_output=True, text=True)
    assert red.returncode == 1 and "1 failed" in red.stdout, red.stdout + red.stderr
