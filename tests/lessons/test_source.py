"""What is shown is what runs."""

import functools
import importlib
import inspect
import sys

import numpy as np
import pytest

from nnlab.core import ACTIVATIONS, LOSSES, Layer, Neuron, sigmoid
from nnlab.lessons import show_source


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module whose file a test can rewrite."""
    path = tmp_path / "made_up_source.py"
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def load(text):
        path.write_text(text, encoding="utf-8")
        sys.modules.pop("made_up_source", None)
        importlib.invalidate_caches()
        return importlib.import_module("made_up_source")

    yield load
    sys.modules.pop("made_up_source", None)


def test_a_function_method_property_and_class():
    assert "def __call__(self, x: ArrayLike)" in show_source(Neuron.__call__).text
    assert show_source(Neuron([1, 1]).forward).text.startswith("def forward(")
    assert show_source(Layer).text.startswith("class Layer")


def test_a_property_and_its_setter(module):
    text = (
        "class A:\n    @property\n    def w(self):\n        return 1\n\n"
        "    @w.setter\n    def w(self, w):\n        pass\n"
    )
    shown = show_source(module(text).A.w).text
    assert shown.startswith("@property\ndef w(self):\n    return 1") and "@w.setter" in shown


@pytest.mark.parametrize("thing", [*ACTIVATIONS.values(), *LOSSES.values()], ids=repr)
def test_activations_and_losses_show_what_they_are_made_of(thing):
    shown = show_source(thing).text
    assert f"\n{thing} = {type(thing).__name__}(" in f"\n{shown}"
    for name in ("_function", "_derivative", "_gradient"):
        function = getattr(thing, name, None)
        if inspect.isfunction(function) and function.__name__ != "<lambda>":
            assert f"def {function.__name__}(" in shown


def test_an_activation_made_elsewhere_shows_its_functions(module):
    made = module("def f(z):\n    return z**2\n\n\ndef g(z):\n    return 2 * z\n")
    own = type(sigmoid)("own", made.f, made.g)
    assert show_source(own).text == "def f(z):\n    return z**2\n\n\ndef g(z):\n    return 2 * z"


def test_the_page_changes_when_the_source_changes(module):
    one = show_source(module("def f(z):\n    return z + 1\n").f).text
    two = show_source(module("def f(z):\n    return z + 2\n").f).text
    assert (one, two) == ("def f(z):\n    return z + 1", "def f(z):\n    return z + 2")


@pytest.mark.parametrize("name", ["f", "A"])
def test_a_file_changed_since_it_was_loaded_is_not_shown(module, name):
    text = "def f():\n    return 1\n\n\nclass A:\n    def g(self):\n        return [2, self]\n"
    made = module(text)
    thing = getattr(made, name)
    assert show_source(thing).text
    with open(made.__file__, "w", encoding="utf-8") as file:
        file.write(text.replace("1", "10").replace("2", "20"))
    with pytest.raises(RuntimeError, match="restart the kernel"):
        show_source(thing)


def test_a_file_in_the_middle_of_an_edit_is_not_shown(module):
    made = module("def f():\n    return 1\n")
    with open(made.__file__, "a", encoding="utf-8") as file:
        file.write("def g(:\n")
    with pytest.raises(RuntimeError, match="restart the kernel"):
        show_source(made.f)


def test_without_docstrings_every_line_is_still_a_line_of_the_source(module):
    text = (
        'class A:\n    """One.\n\n    More.\n    """\n\n'
        '    def f(self):\n        """Two."""\n        return 1  # why\n\n'
        '    def g(self):\n        """Only this."""\n'
    )
    made = module(text)
    short = show_source(made.A, doc=False).text
    assert short == (
        "class A:\n    def f(self):\n        return 1  # why\n\n"
        '    def g(self):\n        """Only this."""'
    )
    assert show_source(made.A).text == text.rstrip()


def test_a_docstring_that_shares_its_line_stays(module):
    text = 'def f(): "One."; return 1'
    assert show_source(module(f"{text}\n").f, doc=False).text == text


def test_the_bundle_holds_markdown_and_the_bare_source_only():
    note = show_source(Neuron.forward)
    assert repr(note) == str(note) == note.text
    assert note._repr_markdown_() == f"```python\n{note.text}\n```"
    assert [name for name in dir(note) if name.startswith("_repr_")] == ["_repr_markdown_"]


def test_several_objects_and_wrapped_ones(module):
    made = module("def f(a, b):\n    return a\n\n\ndef g():\n    return 2\n")
    partial = functools.partial(made.f, 1)
    assert show_source(partial, made.g, made.f).text == (
        "def f(a, b):\n    return a\n\n\ndef g():\n    return 2"
    )


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (np.tanh, "tanh has no Python source to show: it is compiled"),
        (len, "len has no Python source to show: it is compiled"),
        (3, r"an object of type int: try show_source\(int\)"),
        (Neuron([1, 1]), r"try show_source\(Neuron\)"),
    ],
)
def test_what_has_no_source_is_said_in_plain_words(thing, said):
    with pytest.raises(TypeError, match=said):
        show_source(thing)


def test_nothing_to_show():
    with pytest.raises(TypeError, match="something to show"):
        show_source()
    with pytest.raises(TypeError, match="made without a file"):
        space = {}
        exec("def f(): pass", space)
        show_source(space["f"])
