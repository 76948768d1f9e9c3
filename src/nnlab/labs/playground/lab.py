"""Playground: everything that the chapters have shown, to put together and to take apart."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import History, Network, Training, checks
from nnlab.labs.lab import Show, Size
from nnlab.labs.playground import panels, pictures, words
from nnlab.labs.playground.controls import Controls
from nnlab.labs.playground.gallery import GALLERY
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import LAYERS, Plan, changed
from nnlab.labs.running import RunningLab
from nnlab.live.curve import Curve
from nnlab.live.map import Map
from nnlab.live.network import NetworkView
from nnlab.live.part import Box
from nnlab.live.textbox import TextBox
from nnlab.pictures.numbers import brief
from nnlab.plots.picture import parts_figure

USUAL = 60  # epochs a second
TABLE = "x1, x2, class: a line for each point"


class Playground(RunningLab):
    """A network, its data and its training, with every setting in reach.

    Parameters
    ----------
    X, y : points of your own, (n, 2) and (n,) or (n, 1), arrays or data frames; left out, a data
        set that comes with it
    epochs : it has trained so many when it opens
    saved : what `save` gave: all of that again
    show : names out of `PARTS`, so that a class meets no more than it knows; left out, all
    size : "presenter" for a projector
    **settings : fields of a `Plan`: ``data="spiral", hidden=[6, 4], features=["x1", "x2"]``

    Attributes
    ----------
    network, training : the network itself, and core's loop; new ones where training begins anew
    model : both, the data, and all that can be done, without widgets

    Raises
    ------
    ValueError
        If the points don't lie in a plane, or a setting can't be.

    >>> lab = Playground(data="xor", features=["x1*x2"], hidden=[])
    >>> lab.network.sizes
    (1, 1)
    >>> lab.close()
    """

    TOPIC = "Playground"
    SETTINGS = ("rate", "activation", "loss", "optimizer", "penalty", "strength", "speed")
    DATA = ("task", "data", "share", "noise", "batch", "start")
    VIEWS = ("tests", "hard", "slopes")
    PARTS = (
        *("plane", "diagram", "curve", "run", "step", "reset", *SETTINGS, *DATA),
        *("features", "layers", *VIEWS, *panels.DRAWERS),
    )
    PROGRESS = ("live", "progress")

    def __init__(
        self,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        epochs: int = 0,
        saved: str | None = None,
        show: Show = None,
        size: Size = None,
        **settings: Any,
    ) -> None:
        checks.need((X is None) == (y is None), "Playground takes both X and y, or neither")
        model = PlaygroundModel(_plan(settings))
        model.live.speed = USUAL
        if X is not None:
            model.take(X, y)
        if saved is not None:
            model.load(saved)
        if checks.whole(epochs, "epochs", 0):
            model.advance(epochs)
        super().__init__(model, show=show, size=size)
        self._node, self._chosen = "", ""  # looked at, and chosen
        self._probe: Any = None  # where the reader points
        self._on = {name: name == "tests" for name in self.VIEWS if self.shows(name)}
        self._drawer, self._pen = "", 0  # which is open; the class of the points to add
        self._held: tuple = (None, {})  # a drag, and the state when it began
        self.keep(model, "plan", "live", "progress", "log")
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def network(self) -> Network:
        """The network itself."""
        return self.model.network

    @property
    def training(self) -> Training:
        """Core's loop."""
        return self.model.training

    @property
    def history(self) -> History:
        """All records so far."""
        return self.training.history

    def set(self, **settings: Any) -> None:
        """Change settings, fields of a `Plan`, in one step."""
        self.change(lambda: self.model.change(**settings))

    def rewind(self, epoch: float) -> None:
        """Go back to the record nearest to that epoch (or forth again)."""
        epoch = checks.number(epoch, "epoch")
        self.change(lambda: self.model.rewind(epoch))

    def reset(self) -> None:
        """Back to the start; the curve so far stays as a dotted line."""
        self.change(self.model.reset)

    def save(self) -> str:
        """All of it as one short text: settings, points, weights; not the curve."""
        return self.model.save()

    def load(self, text: str) -> None:
        """Bring back what `save` gave.

        Raises
        ------
        ValueError
            If the text isn't whole, or isn't one of `save`'s; nothing has changed then.
        """
        PlaygroundModel().load(text)  # a cell hears of it as an exception
        self.change(lambda: self.model.load(text))

    def as_code(self) -> str:
        """Python that builds the same network, data and training, and this lab, as it is now."""
        lab = self._python("", "", f"saved={self.save()!r}")
        return f"{self.model.as_code()}\n# The same in a lab\n{lab}"

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model, parts, does = self.model, self.page.parts, self._does()

        def panel(part: str, words: Callable, *given: Any) -> Any:
            return self.panel(part, lambda: words(model, *given), does)

        self.diagram = self.view(
            "diagram",
            NetworkView(looks=True),
            lambda: pictures.diagram(model, self._chosen, self._on.get("slopes", False)),
            {"look": self._look_at, "edit": self._edit, "choose": self._choose},
        )
        self.map = self.view("plane", Map(), self._plane, self._hands())
        ways = {"drag": self._drag, "nudge": self._nudge, "end": self._jump}
        self.curve = self.view("curve", Curve(), lambda: pictures.curve(model), ways)
        controls = Controls(self)
        bar = [panel("", panels.bar, parts), Box(_some(*controls.settings()), "nnlab-settings")]
        data = [controls.task(), panel("data", panels.thumbnails), *controls.data()]
        data += [panel("data", panels.data_tools)]
        layers = []
        if self.shows("layers"):
            each = [panel("layers", panels.neurons, k) for k in range(LAYERS)]
            bends = controls.bends()
            both = [Box(_some(*pair), "nnlab-layer") for pair in zip(each, bends, strict=True)]
            layers = [Box([panel("layers", panels.layers), *both], "nnlab-layers")]
        middle = [panel("features", panels.features), *layers, self.diagram]
        shown = self.panel("", lambda: panels.toggles(model, self._node, self._on), does)
        scores = self.panel("", lambda: panels.scores(model, self._node), does)
        output = [shown, self.map, scores, self.curve]
        opened = self.panel("", lambda: panels.openers(self._drawer, parts), does)
        self.tree.add_class("nnlab-mirrored")
        bench = Box(
            [Box(_some(*data), "nnlab-data"), Box(_some(*middle), "nnlab-middle")], "nnlab-bench"
        )
        rail = [Box(bar, "nnlab-bar"), bench, opened, self._drawers(does)]
        self.build(picture=_some(*output), rail=rail)

    def _does(self) -> dict[str, Callable]:
        """What buttons do."""
        model = self.model

        def toggle(event: dict) -> None:
            self._on[event["name"]] = not self._on[event["name"]]

        return {
            "run": lambda _: self._start(),
            "pause": lambda _: model.stop(),
            "epoch": lambda _: model.advance(),
            "batch": lambda _: model.step(),
            "reset": lambda _: model.reset(),
            "rescue": lambda _: model.rescue(),
            "data": lambda event: model.change(data=event["name"]),
            "again": lambda _: model.change(seed=model.plan.seed + 1),
            "feature": lambda event: model.feature(event["name"]),
            "layers": lambda event: model.layers(event["by"]),
            "neurons": lambda event: model.neurons(event["layer"], event["by"]),
            "toggle": toggle,
            "open": self._open,
            "pen": lambda event: setattr(self, "_pen", event["class"]),
            "clear": lambda _: model.clear(),
            "setting": lambda event: self._take_setting(event["index"]),
            "show": self._show_me,
            "keep": lambda _: model.keep(),
            "reopen": lambda event: model.reopen(event["index"]),
        }

    def _hands(self) -> dict[str, Callable]:
        """What hands do in the plane."""
        model = self.model
        return {
            "place": self._point_at,
            "leave": self._point_at,
            "add": lambda event: model.add(event["x"], event["y"], self._pen),
            "turn": lambda event: model.turn(self._row(event)),
            "remove": lambda event: model.remove(self._row(event)),
            "carry": self._carry,
        }

    def _drawers(self, does: dict) -> Box:
        """What lies over the bench when it is opened."""
        model = self.model

        def drawn() -> panels.Markup:
            return panels.drawer(model, self._drawer, self._pen, self._chosen, self._probe)

        said = self.panel("", drawn, does)
        entries: list[tuple[str, TextBox, Callable[[], str] | None, Callable]] = [
            (
                "draw",
                TextBox("or paste a table", "Use these points", hint=TABLE),
                None,
                model.paste,
            ),
            ("state", TextBox("this one", "Copy", fixed=True), model.save, str),
            ("state", TextBox("the same as Python", "Copy", fixed=True), model.as_code, str),
            ("state", TextBox("another one", "Open it"), None, model.load),
        ]

        def shown(part: str, text: Callable[[], str] | None) -> dict[str, Any]:
            here = self._drawer == part
            return {"hidden": not here} | ({"value": text()} if here and text else {})

        def take(function: Callable, event: dict) -> None:
            function(str(event["value"]))

        made = [
            self.view(part, view, partial(shown, part, text), {"take": partial(take, function)})
            for part, view, text, function in entries
        ]
        return Box(_some(said, *made), "nnlab-drawer")

    def _plane(self) -> dict[str, Any]:
        on = {name: self._on.get(name, False) for name in ("hard", "tests")}
        edits = self._drawer == "draw"
        return pictures.plane(self.model, self._node, self._probe, edits=edits, **on)

    # ------------------------------------------------------------------ the reader's hands

    def _open(self, event: dict) -> None:
        self._drawer = "" if self._drawer == event["name"] else event["name"]

    def _known(self, key: Any) -> str:
        """A node's key, if there is such a node."""
        key = str(key)
        own = key[:1] == "n" and key[1:].isdigit() and int(key[1:]) < sum(self.network.sizes)
        return key if own else ""

    def _look_at(self, event: dict) -> None:
        self._node = self._known(event["part"])

    def _choose(self, event: dict) -> None:
        self._chosen = "" if event["part"] == self._chosen else event["part"]

    def _edit(self, event: dict) -> None:
        self.network.parameters[event["index"]] = event["value"]

    def _point_at(self, event: dict) -> None:
        leaves = event["type"] == "leave"
        self._probe = None if leaves else (float(event["x"]), float(event["y"]))

    def _row(self, event: dict) -> int:
        return pictures.row_of(event["index"], self.model, self._on.get("tests", False))

    def _carry(self, event: dict) -> None:
        """A point follows the hand; Escape puts it back."""
        if event["phase"] == "start":
            self._held = "carry", self._undo.state()
        elif event["phase"] == "cancel":
            self.restore(self._held[1])
        else:
            self.model.move(self._row(event), event["x"], event["y"])

    def _drag(self, event: dict) -> None:
        """The marker follows the hand; Escape takes it back."""
        if self._held[0] != event["id"]:
            self._held = event["id"], self._undo.state()
        if event["phase"] == "cancel":
            self.restore({"progress": self._held[1]["progress"]})
        elif event["phase"] != "start":
            self.model.rewind(float(event["x"]))

    def _nudge(self, event: dict) -> None:
        steps = int(event["steps"]) * (max(1, len(self.history) // 20) if event.get("big") else 1)
        self.model.live.move(steps)

    def _jump(self, event: dict) -> None:
        self.model.rewind(0 if event["to"] == "first" else self.model.live.last)

    def _take_setting(self, index: int) -> None:
        self.model.stop()
        self.model.open(GALLERY[index].plan)
        self._drawer = ""

    def _show_me(self, event: dict) -> None:
        """What an advice is about."""
        found = self.model.advice()[event["index"]].show
        if "node" in found:
            self._chosen = self._node = found["node"]
        if "epoch" in found:
            self.model.rewind(found["epoch"])
        self._drawer = "settings" if "control" in found else ""  # where they are folded away

    # ------------------------------------------------------------------ staying true

    def _sync(self, key: Hashable = None) -> None:
        try:
            if not (self._closed or self._drawing):
                self.model.notice()  # what a cell has set on the training is the plan's from now on
        except ValueError as error:
            self._explain(error)
        super()._sync(key)

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back."""
        super().restore(state)
        self.model.settle()

    def draw(self) -> None:
        """Show it as it is now; less often where the browser is behind."""
        if self.late:
            return
        self.model.notice()
        self._node = self._known(self._node)
        known = self._chosen[:1] == "p" and int(self._chosen[1:]) < self.network.n_parameters
        self._chosen = self._chosen if known else self._known(self._chosen)
        super().draw()

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return words.describe(self.model)

    def _goal(self) -> str:
        return words.goal(self.model)

    def _sentence(self) -> str:
        return words.said(self.model)

    def _unsound(self) -> str:
        return words.unsound(self.model)

    def _legend(self) -> str:
        return ""

    def _figure(self) -> Any:
        printed = Curve()  # no scores stand beside it there: its lines have names
        if self.curve:
            printed.show(**pictures.curve(self.model, named=True))
        shown = [view for view in (self.diagram, self.map, self.curve and printed) if view]
        return parts_figure(shown) if shown else None

    def _briefly(self) -> str:
        model = self.model
        kind = "-".join(map(str, model.network.sizes))
        return f"{model.plan.data}, {kind}, epoch {model.live.position:g}, loss {brief(model.loss)}"


def _plan(settings: dict[str, Any]) -> Plan:
    """A plan of these settings: one activation serves for all hidden layers."""
    bends = "tanh" if "hidden" in settings else Plan.bends
    return changed(Plan(), **{"bends": bends} | settings)


def _some(*views: Any) -> list:
    """Those that are shown."""
    return [view for view in views if view is not None]
