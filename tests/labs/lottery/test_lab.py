"""LotteryLab, walked as an object."""

import asyncio

import numpy as np
import pytest

from nnlab import SGD, Network, fit
from nnlab.datasets import make_gate
from nnlab.labs import LotteryLab

X, Y = make_gate("xor")


@pytest.fixture
def lab():
    lab = LotteryLab(X, Y, activation="relu", width=2, starts=16, epochs=1000)
    yield lab
    lab.close()


def test_the_starts_are_trained_by_cores_own_loop(lab):
    alone = Network([2, 2, 1], ["relu", "sigmoid"])
    alone.parameters = lab.model.origin[5]
    fit(alone, X, Y, optimizer=SGD(0.1), epochs=300, batch_size=1, shuffle=False)
    lab.advance(300)
    assert lab.epoch == 300
    assert np.allclose(lab.network.parameters[5], alone.parameters, atol=1e-9)
    assert np.allclose(lab.model.losses[5], ((alone(X) - Y) ** 2).mean())


def test_solved_is_all_four_on_the_right_side(lab):
    lab.advance()
    expected = [((row[:, 0] > 0.5) == (Y[:, 0] > 0.5)).all() for row in lab.network(X)]
    assert lab.model.solved.tolist() == expected and 0 < lab.model.solved.sum() < 16


def test_a_setting_goes_back_before_anything_is_trained(lab):
    for name, value in (("bend", "tanh"), ("rate", 0.5)):
        lab.controls[name].value = value
        lab.undo()
        assert (
            lab.network.activations[0].name == "relu"
            and lab.model.training.optimizer.learning_rate == 0.1
        )


def test_the_next_draw_brings_other_starts_an_untrained_one_stays(lab):
    first = lab.model.origin
    lab.controls["bend"].value = "tanh"
    assert (
        np.array_equal(lab.model.origin, first) and lab.epoch == 0
    )  # the same numbers, another bend
    lab.advance()
    lab.advance()
    assert lab.epoch == 1000 and not np.array_equal(lab.model.origin, first)


@pytest.mark.parametrize(
    "name, value, shape",
    [
        ("width", "8", (16, 33)),
        ("starts", "256", (256, 9)),
        ("starts", "1", (1, 9)),
        ("bend", "tanh", (16, 9)),
        ("rate", 0.5, (16, 9)),
    ],
)
def test_a_control_draws_untrained_networks_of_its_setting(lab, name, value, shape):
    lab.advance(50)
    lab.controls[name].value = value
    assert lab.epoch == 0 and lab.network.parameters.shape == shape
    assert np.array_equal(lab.network.parameters, lab.model.origin)
    assert lab.network.activations[0].name == (value if name == "bend" else "relu")
    lab.undo()
    assert lab.epoch == 50 and lab.network.parameters.shape == (16, 9)
    lab.redo()
    assert lab.epoch == 0 and lab.network.parameters.shape == shape


def test_the_learning_rate_is_the_one_that_trains(lab):
    lab.controls["rate"].value = 0.4
    assert lab.model.training.optimizer.learning_rate == 0.4
    before = lab.model.origin[3]
    lab.advance(1)
    alone = Network([2, 2, 1], ["relu", "sigmoid"])
    alone.parameters = before
    fit(alone, X, Y, optimizer=SGD(0.4), epochs=1, batch_size=1, shuffle=False)
    assert np.allclose(lab.network.parameters[3], alone.parameters)


def test_more_epochs_go_on_from_here_fewer_begin_again(lab):
    lab.advance()
    trained = lab.network.parameters.copy()
    lab.controls["epochs"].value = "2,000"
    assert lab.epoch == 1000 and np.array_equal(lab.network.parameters, trained)
    assert "Go on" in lab.actions.words
    lab.advance()
    assert lab.epoch == 2000
    lab.controls["epochs"].value = "1,000"
    assert lab.epoch == 0


def test_a_tile_opens_its_start_and_shuts(lab):
    lab.advance()
    lab.tiles.event({"type": "tile", "index": 9})
    assert lab.model.selected == lab.tiles.selected == 9 and lab.tiles.opened["points"]
    assert "Start 9" in lab.chosen.words
    lab.tiles.event({"type": "shut"})
    assert lab.tiles.opened == {} and lab.tiles.selected == -1 and "Start 9" not in lab.chosen.words
    for index in (99, -1, "a", None):
        lab.tiles.event({"type": "tile", "index": index})
        assert lab.model.selected == 9 and lab.tiles.error == ""


def test_a_start_is_watched_in_the_place_of_all(lab):
    async def walk():
        lab.advance()
        lab.choose(7)
        lab.chosen.event({"type": "watch"})
        assert lab.watched.running and lab.tiles.opened["whole"] and "Start 7" in lab._goal()
        assert "Pause" in lab.actions.words and lab.chosen.words == ""
        while lab.watched.epoch < 3:
            await asyncio.sleep(0.01)
        lab.actions.event({"type": "pause"})
        stopped = lab.watched.epoch
        assert "Epoch" in lab.describe() and "Run" in lab.actions.words
        lab.actions.event({"type": "run"})
        while lab.watched.epoch == stopped:
            await asyncio.sleep(0.01)
        watched = lab.watched
        lab.actions.event({"type": "back"})
        assert lab.watched is None and not watched.running and not lab.tiles.opened["whole"]
        assert "16 starts" in lab._goal() and lab.epoch == 1000

    asyncio.run(walk())


def test_without_a_running_kernel_nothing_is_watched(lab):
    lab.choose(3)
    lab.chosen.event({"type": "watch"})
    assert lab.watched is None and "advance(n)" in lab._header.error


def test_the_settings_stand_on_a_page_of_their_own(lab):
    lab.advance()
    assert lab.controls["width"].hidden and lab.bars.words and not lab.page.sentence.hidden
    lab.actions.event({"type": "settings"})
    assert not lab.controls["width"].hidden and lab.tally.words
    assert lab.bars.words == lab.chosen.words == "" and lab.page.sentence.hidden
    lab.actions.event({"type": "settings"})
    assert lab.controls["width"].hidden and lab.tally.words == "" and lab.bars.words


def test_the_tally_adds_draws_of_the_same_settings_each_once(lab):
    lab.advance()
    first = int(lab.model.solved.sum())
    lab.advance()
    lab.actions.event({"type": "settings"})
    total = first + int(lab.model.solved.sum())
    assert f"relu 2 0.1 1,000 {total} of 32" in lab.tally.words
    lab.undo()
    assert f"{first} of 16" in lab.tally.words


def test_the_same_starts_count_once(lab):
    lab.advance()
    lab.actions.event({"type": "settings"})
    said = lab.tally.words
    lab.controls["width"].value = "4"
    lab.controls["width"].value = "2"
    lab.advance()  # the same starts again
    assert lab.tally.words == said


def test_it_draws_in_the_background_stops_and_goes_on(lab):
    async def walk():
        first = lab.model.origin
        lab.run()
        assert lab.running and "Stop" in lab.actions.words
        while lab.running:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert lab.epoch == 1000 and np.array_equal(
            lab.model.origin, first
        )  # untrained ones stayed
        lab.controls["epochs"].value = "10,000"
        lab.run()
        second = lab.model.origin
        assert not np.array_equal(second, first)
        while lab.epoch == 0:
            await asyncio.sleep(0.01)
        lab.pause()
        stopped = lab.epoch
        await asyncio.sleep(0.05)
        assert 0 < lab.epoch == stopped < 10_000
        lab.undo()  # the whole run at once
        assert lab.controls["epochs"].value == "10,000"
        assert lab.epoch == 1000 and np.array_equal(lab.model.origin, first)
        lab.redo()
        assert lab.epoch == stopped and np.array_equal(lab.model.origin, second)
        lab.actions.event({"type": "on"})
        while lab.epoch == stopped:
            await asyncio.sleep(0.01)
        lab.controls["rate"].value = 0.3  # a setting ends it
        assert not lab.running and lab.epoch == 0 and np.array_equal(lab.model.origin, second)
        lab.undo()
        assert lab.epoch > stopped and lab.model.training.optimizer.learning_rate == 0.1
        while len(lab._undo.past):
            lab.undo()
        assert lab.epoch == 0 and np.array_equal(lab.model.origin, first)

    asyncio.run(walk())


def test_the_code_recreates_the_state(lab):
    lab.advance()
    lab.advance(200)
    lab.controls["width"].value = "4"
    lab.advance(30)
    lab.choose(3)
    names = {}
    exec(lab.as_code(), names)
    other = names["lab"]
    assert np.array_equal(other.model.origin, lab.model.origin)
    assert np.allclose(other.network.parameters, lab.network.parameters, atol=1e-12)
    assert other.describe() == lab.describe()
    other.close()


def test_words_repr_and_picture(lab):
    assert "relu 2-2-1" in repr(lab) and "0 of 16" in repr(lab)
    assert "16 starts" in lab.describe() and "Not trained" in lab.describe()
    assert lab.png()[1:4] == b"PNG"
    lab.controls["starts"].value = "1"
    assert "One start" in lab.describe()
    lab.advance()
    assert "found XOR" in lab.describe() or "find XOR" in lab.describe()
    lab.close()
    assert repr(lab) == "LotteryLab(closed)"


def test_without_a_running_kernel_the_lab_says_what_to_do(lab):
    lab.run()
    assert "advance(n)" in lab._header.error and lab.epoch == 0 and not lab.running


@pytest.mark.parametrize(
    "arguments, options, says",
    [
        ((X, Y[:, 0]), {}, "2-D"),
        ((np.eye(3), Y[:3]), {}, "2 numbers"),
        ((X, 2 * Y), {}, "must be 0 and 1"),
        ((X, Y), {"starts": 7}, "starts must be"),
        ((X, Y), {"activation": "step"}, "slope"),
        ((X, Y), {"rate": 0}, "rate must be above 0"),
        ((X, Y), {"loss": "hinge_loss"}, "does not suit"),
        ((X, Y), {"show": ["map"]}, "has no part 'map'"),
    ],
)
def test_bad_input_names_the_remedy(arguments, options, says):
    with pytest.raises(ValueError, match=".") as caught:
        LotteryLab(*arguments, **options)
    assert says in str(caught.value)


def test_a_start_that_is_not_there_is_refused_in_place(lab):
    lab.choose(16)
    assert "from 0 to 15" in lab._header.error and lab.model.selected == 0


def test_the_stored_picture_shows_a_draw_at_its_end(lab):
    drawn = lab._event()
    assert (
        drawn.epoch == lab.model.settings.epochs
        and drawn.is_open
        and not drawn.solved[drawn.selected]
    )
    assert lab.epoch == 0 and np.array_equal(drawn.origin, lab.model.origin)
    said = [text.get_text() for text in lab._figure().axes[0].texts]
    assert str(len(dict(drawn.bins)["solved"])) in said and "?" not in said
    lab.advance(20)
    assert any("epoch 20 of" in text.get_text() for text in lab._figure().axes[0].texts)


def test_how_many_will_find_it_can_be_said_before_the_draw_only(lab):
    guess = lab.controls["guess"]
    assert (guess.value, guess.maximum, guess.hidden, lab.model.guess) == (8, 16, False, None)
    parts = list(lab.tree.parts())
    assert parts.index(guess) < parts.index(lab.actions)  # the button ends it, so it comes after
    lab.tiles.event({"type": "guess", "value": 11})  # a hand piles it up
    assert lab.model.guess == 11 and guess.value == 11 and lab.tiles.said == 11
    lab.undo()
    guess.value = 5
    assert lab.model.guess == 5
    lab.undo()
    assert lab.model.guess is None and guess.value == 8
    lab.redo()
    lab.advance()
    assert guess.hidden and "nnlab-win" in lab._header.html and "You said 5" in lab._header.words
    assert lab.model.is_open and lab.model.selected == lab.model.telling()
    lab.controls["starts"].value = "1"
    assert guess.hidden and "nnlab-win" not in lab._header.html
