"""What LotteryLab's pictures are given, of a model alone."""

import numpy as np

from nnlab import relu
from nnlab.datasets import make_gate
from nnlab.labs.lottery import pictures
from nnlab.labs.lottery.model import Lottery, Settings
from nnlab.labs.lottery.words import won
from nnlab.live.panel import words
from nnlab.live.spark import Spark
from nnlab.live.tiles import Tiles
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.geometry import sample_plane

X, Y = make_gate("xor")


def drawn(many="16", epochs=1000, X=X, Y=Y, trained=None):
    model = Lottery(X, Y, Settings(relu, 2, starts=many, epochs=epochs))
    if trained != 0:
        model.advance(trained)
    model.read()
    return model


def shown(model):
    tiles = Tiles()
    tiles.show(**pictures.starts(model))
    return tiles


def test_a_tile_is_the_true_plane_of_its_start():
    model = drawn("256")
    maps = np.frombuffer(shown(model).marks["maps"], np.uint8).reshape(256, -1)
    for i in (0, 77, 255):
        alone = model.network.run(i)(sample_plane((-0.5, 1.5, -0.5, 1.5), 16))[:, 0]
        assert np.array_equal(maps[i], field_bytes(alone, power=WEAK))


def test_tiles_are_in_the_air_then_in_bins():
    fresh = shown(drawn("256", trained=0))
    assert (
        fresh.asked and fresh.air == pictures.AIR and [tiles for _, tiles in fresh.bins] == [[]] * 4
    )
    on_the_way = drawn("256", trained=500)
    assert not shown(on_the_way).asked and shown(on_the_way).air == pictures.AIR
    tiles = shown(drawn("256"))
    assert tiles.air == 0 and sum(len(i) for _, i in tiles.bins) == 256
    assert [name for name, _ in tiles.bins][:4] == ["solved", "2 alike", "3 alike", "4 alike"]
    assert tiles.names[7].startswith("start 7, loss 0.")


def test_the_open_start_shows_what_it_says_at_the_points():
    model = drawn()
    assert (
        shown(model).opened["points"] and model.selected == model.telling()
    )  # by itself at the end
    model.shut()
    assert shown(model).opened == {} and shown(model).selected == -1
    model.choose(int(np.argmax(model.losses)))
    tiles = shown(model)
    assert tiles.selected == model.selected and not tiles.opened["whole"]
    points = tiles.opened["points"]
    assert [wrong for *_, wrong, _ in points] == model.wrong[model.selected].tolist()
    assert [float(says) for *_, says in points] == np.round(model.says[model.selected], 2).tolist()
    assert f"Start {model.selected} · loss" in words(pictures.chosen(model))


def test_of_many_points_no_numbers_are_written():
    model = drawn(X=np.linspace(0, 1, 26).reshape(13, 2), Y=np.ones((13, 1)), trained=5)
    model.choose(0)
    assert {says for *_, says in shown(model).opened["points"]} == {""}


def test_a_watched_start_has_the_whole_picture_and_its_loss():
    model = drawn()
    model.choose(3)
    watch = model.watch()
    watch.advance()
    marks = pictures.watched(model, watch)
    assert marks["opened"]["whole"] and marks["selected"] == 3
    drawn_ = pictures.descent(model, watch)
    curve = Spark(**drawn_).marks
    assert curve["bounds"][:2] == [0, 100] and curve["bounds"][3] >= 0.28
    assert [label for _, label in drawn_["levels"]] == ["0", "1/8", "1/6", "1/4"]
    assert curve["marker"]["x"] == 100 and curve["marker"]["y"] == watch.loss
    assert curve["marker"]["text"].startswith("epoch 1,000 · loss 0.")
    assert "Once more" in words(pictures.hands(watch, 16))


def test_the_buttons_follow_the_draw():
    fresh = words(pictures.actions(drawn(trained=0), False))
    assert "Draw 16" in fresh and "again" not in fresh and "Go on" not in fresh
    model = drawn(trained=20)
    stopped = words(pictures.actions(model, False))
    assert "Draw 16 again" in stopped and "Go on" in stopped
    model.start(fresh=False)
    running = words(pictures.actions(model, False))
    assert "Stop" in running and "Go on" not in running


def test_bars_are_shares_of_the_starts():
    model = drawn()
    said = words(pictures.bars(model))
    for name, starts in model.bins:
        assert f"{name}{100 * len(starts) / 16:.0f} %" in said
    assert pictures.bars(drawn("1")) == ""
    assert pictures.bars(drawn(trained=0)) == ""  # the guess is asked for there


def test_the_caption_says_how_it_is_trained():
    parts = ["16 starts", "2-2-1, relu", "rate 0.1", "1,000 epochs"]
    assert pictures.caption(drawn()).split(" · ") == parts
    assert "epoch 20 of 1,000" in pictures.caption(drawn(trained=20))


def test_draws_of_the_same_settings_are_added():
    model = drawn(trained=20)
    assert "<table" not in pictures.tally(model) and pictures.KEY in pictures.tally(model)
    model.advance()
    model.advance()
    total = sum(solved for _, solved in model.tally.values())
    assert f"{total} of 32 {100 * total / 32:.0f} %" in words(pictures.tally(model))


def test_the_guess_is_marked_on_the_bar_of_those_that_found_it():
    model = drawn()
    assert "<u" not in pictures.bars(model)
    model.guess = 12
    assert "left: 75.0%" in pictures.bars(model)  # on one scale with the bars, from the first on
    assert f"--share: {100 * model.n_found / 16:.1f}%" in pictures.bars(model)


def test_the_guess_is_a_pile_to_be_filled_as_soon_as_it_is_asked_for():
    model = drawn(trained=0)
    assert pictures.starts(model)["said"] == 0  # nobody asks
    model.asks = True
    assert pictures.starts(model)["said"] == 8 and won_with(model) is None  # as the slider stands
    model.guess = 5
    assert pictures.starts(model)["said"] == 5
    ended = drawn()
    ended.asks = True
    assert "8" in won_with(ended) and "left: 50.0%" in pictures.bars(ended)


def won_with(model):
    """What is said of the guess at the end."""
    told = won(model)
    return told and told[1]


def test_below_a_bin_stands_how_many_corners_of_its_tiles_are_alike():
    model = drawn(many="256", epochs=10_000)
    told = pictures.starts(model)
    bins, losses = told["bins"], [name for name, _ in model.bins]
    assert told["notes"][1:] == losses[1:] and len(bins) == 4 and all(i for _, i in bins)
    for name, inside in bins[1:]:
        says = np.sort(model.says[inside], axis=1)
        apart = np.diff(says) > 0.05  # (n, 3): 0 between corners that get one answer
        longest = [
            max(map(len, "".join("10"[int(a)] for a in row).split("0"))) + 1 for row in apart
        ]
        assert {f"{n} alike" for n in longest} == {name}
    assert "notes" not in pictures.starts(drawn(X=X / 2))  # nothing is known of other data
