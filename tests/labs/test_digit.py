"""DigitLab, turned as an object."""

import re

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs import DigitLab, cells
from nnlab.labs.reading import percent
from nnlab.pictures.numbers import number
from nnlab.pictures.pixels import pixels
from nnlab.pictures.stamps import mask

RNG = np.random.default_rng(0)
X, Y = RNG.integers(0, 17, (30, 64)) / 16, np.eye(10)[RNG.integers(0, 10, 30)]


@pytest.fixture
def lab():
    lab = DigitLab(Network([64, 20, 10], ["tanh", "identity"], rng=0), X, Y)
    yield lab
    lab.close()


def draw(lab, *points, id_="1", phase="end", rub=False):
    event = {"type": "draw", "id": id_, "points": list(points), "rub": rub, "phase": phase}
    lab.pad.event(event)


def surely(lab, digit=3):
    lab.network.layers[-1].b[digit] += 50
    cells.after_cell(None)


def press(panel, name):
    """Press the one button of that kind of event."""
    panel.event({"type": name})


def test_shares_and_squares_move_while_a_hand_draws(lab):
    draw(lab, [0.5, 0.2], phase="start")
    seen, said = lab.pad.cells, lab.shares.words
    draw(lab, [0.5, 0.2], [0.6, 0.8], phase="move")
    assert lab.pad.cells != seen and lab.shares.words != said
    assert list(lab.pad.cells) == np.rint(lab.model.ink * 255).tolist()
    assert lab.pad.frame == list(lab.model.frame) and lab.pad.strokes == [[[0.5, 0.2], [0.6, 0.8]]]


def test_a_stroke_is_one_step_and_strokes_drawn_fast_are_two(lab):
    draw(lab, [0.5, 0.2], phase="start")
    draw(lab, [0.5, 0.2], [0.5, 0.8])
    draw(lab, [0.2, 0.2], [0.2, 0.8], id_="2")
    lab.undo()
    assert lab.pad.strokes == [[[0.5, 0.2], [0.5, 0.8]]]
    lab.undo()
    assert lab.pad.fresh and len(lab._undo.past) == 0
    lab.redo()
    assert lab.pad.strokes == [[[0.5, 0.2], [0.5, 0.8]]]


def test_what_it_is_not_sure_of_is_right_or_has_fooled_it(lab):
    draw(lab, [0.5, 0.2], [0.5, 0.8])
    told = lab.page.sentence.words
    assert lab.model.share < 0.9 and f"says {lab.model.says}" in told
    assert "Right?" in told and "fooled it" in told and "surer" not in told
    press(lab.page.header, "fool")
    draw(lab, [0.1, 0.5], [0.9, 0.5], id_="2")
    told = lab.page.sentence.words
    assert f"says {lab.model.says}, {percent(lab.model.share)[:-2]}" in told
    assert "Right?" not in told


def test_read_surely_is_won_and_leads_on_to_fooling_it(lab):
    surely(lab)
    assert lab._won() is None and "drawn for you" in lab.page.sentence.words
    draw(lab, [0.5, 0.2], [0.5, 0.8])
    headline, words, on = lab._won()
    assert headline == "Read as 3: 99.9\xa0% sure." and "no digit" in words and "Fool it" in on
    press(lab.page.header, "fool")
    assert lab._won() is None and lab.model.empty and "no digit" in lab.page.sentence.words
    draw(lab, [0.1, 0.5], [0.9, 0.5], id_="2")
    k = int(lab.model.loud[0])
    lab.neurons.event({"type": "ask", "neuron": k})
    assert lab._won() is None and f"neuron {k}" in lab.page.sentence.words
    lab.undo()
    headline, words = lab._won()
    assert "3, it says: 99.9\xa0% sure" in headline and "no “I don't know”" in words
    lab.undo()
    lab.undo()
    assert not lab.model.fooling and lab._won() is not None


def test_a_click_puts_a_mistake_on_the_pad(lab):
    k = int(lab.model.wrong[1])
    lab.mistakes.event({"type": "pick", "index": k})
    assert np.array_equal(lab.model.ink, X[k]) and lab.pad.strokes == []
    assert list(lab.pad.ground) == np.rint(X[k] * 255).tolist()
    was, says = Y[k].argmax(), lab.model.says
    told = lab.page.sentence.words
    assert f"as {was}," in told and f"says {says}." in told
    assert f"{was} as {says}" in lab.mistakes.words and 'aria-pressed="true"' in lab.mistakes.html
    right = next(i for i in range(30) if i not in lab.model.wrong)
    for other in (right, 99, -1, "0", None):
        lab.mistakes.event({"type": "pick", "index": other})
        assert lab.model.picked == k


def test_all_right_is_said(lab):
    lab.network.layers[-1].W[...] = 0
    bare = DigitLab(lab.network, X[:1], np.eye(10)[:1])
    assert "Of 1 digits" not in bare.shares.words and "all" in bare.mistakes.words
    bare.close()


def test_wipe_and_rubber(lab):
    press(lab.tree.children[1].children[1].children[0], "wipe")
    assert lab.model.empty and lab.pad.strokes == []
    draw(lab, [0.1, 0.5], [0.9, 0.5])
    lab.change(lambda: lab.model.take(True))
    assert lab.pad.rubbing
    draw(lab, [0.5, 0.5], id_="2", rub=True)
    assert len(lab.pad.strokes) == 2


def test_the_score_is_told_as_the_sum_of_its_parts(lab):
    draw(lab, [0.5, 0.2], [0.5, 0.8])
    model = lab.model
    assert lab.neurons.html.count('"hidden neuron ') == 2 * 12 and "8 others" in lab.neurons.words
    assert f"score is {'+' if model.scores[model.says] > 0 else '−'}" in lab.neurons.words


def test_the_code_makes_the_same_pad_again(lab):
    draw(lab, [0.5, 0.2], [0.5, 0.8])
    lab.mistakes.event({"type": "pick", "index": int(lab.model.wrong[0])})
    draw(lab, [0.1, 0.2], [0.3, 0.8], id_="2")
    names = {}
    exec(lab.as_code().replace("DigitLab(network", "again = DigitLab(network"), names)
    again = names["again"]
    assert np.array_equal(again.model.ink, lab.model.ink)
    assert np.array_equal(again.model.shares, lab.model.shares)
    assert again.model.wrong.tolist() == lab.model.wrong.tolist()
    again.close()


def test_parts_that_do_not_suit_are_left_out_or_refused_in_words():
    flat = Network([64, 10], "identity", rng=0)
    lab = DigitLab(flat)
    assert lab.neurons is None and lab.mistakes is None and lab.shares
    lab.close()
    with pytest.raises(ValueError, match="no hidden layer"):
        DigitLab(flat, show="neurons")
    with pytest.raises(ValueError, match="X and y"):
        DigitLab(flat, show="mistakes")


def test_a_neuron_s_picture_is_strong_under_the_ink(lab):
    lab.network.layers[0].W[...] = 0.01
    cells.after_cell(None)
    draw(lab, [0.1, 0.5], [0.9, 0.5])
    strong = 0.3 + 0.7 * lab.model.ink.reshape(8, 8)
    assert strong.min() < 0.4 and mask(strong / strong.max()) in lab.neurons.html


def test_a_neuron_is_laid_on_the_pad_told_and_taken_off_again(lab):
    draw(lab, [0.1, 0.5], [0.9, 0.5])
    model, k = lab.model, int(lab.model.loud[3])
    lab.neurons.event({"type": "ask", "neuron": k})
    assert list(lab.pad.looks) == list(pixels(model.looks[3], signed=True)["cells"])
    told = [number(value, 2, plus=True) for value in (model.heard[k], model.parts[k])]
    assert all(text in lab.page.sentence.words for text in told)
    assert f"neuron {k} says" in lab.page.sentence.words
    (pressed,) = re.findall(r'aria-pressed="true"[^>]*><small>(\d+)<', lab.neurons.html)
    assert pressed == str(k)
    quiet = int(np.abs(model.parts).argmin())
    for other in (quiet, 99, -1, "0", None):
        lab.neurons.event({"type": "ask", "neuron": other})
        assert model.asked == k
    lab.network.layers[-1].W[:, k] = 0  # now it's the quietest, and still told of
    cells.after_cell(None)
    assert k in model.loud and lab.neurons.html.count('aria-pressed="true"') == 1
    lab.neurons.event({"type": "ask", "neuron": k})
    assert model.asked == -1 and not len(lab.pad.looks)
    lab.undo()
    assert model.asked == k


def test_of_several_hidden_layers_the_last_one_s_parts_are_told():
    lab = DigitLab(Network([64, 9, 14, 10], ["tanh", "relu", "identity"], rng=0))
    assert lab.neurons.html.count('"hidden neuron ') == 2 * 12 and "2 others" in lab.neurons.words
    assert "last hidden layer" in lab.neurons.words and "9-14-10, tanh, relu." in lab.shares.words
    lab.close()


def test_the_printed_picture_has_the_strokes_the_squares_and_the_shares(lab):
    figure = lab._figure()
    left, right = figure.axes
    said = {text.get_text() for text in right.texts}
    assert percent(lab.model.share) in said and {"0", "9"} <= said
    squares, ink = (image.get_array() for image in left.images)
    assert squares.shape == (8, 8, 4) and squares[0, 3, 3] > 0.2
    assert ink[..., 3].max() > 0.7 and ink[0, 0, 3] == 0
    lab.neurons.event({"type": "ask", "neuron": int(lab.model.loud[0])})
    numbers, ink = (image.get_array() for image in lab._figure().axes[0].images)
    assert numbers.shape == (8, 8, 3) and len(np.unique(numbers.reshape(-1, 3), axis=0)) > 20
    assert ink[..., 3].max() < 0.3
