"""DigitLab's model: what it gets to see, what it says, and what is won."""

import numpy as np
import pytest

from nnlab import Network, softmax
from nnlab.labs import pen
from nnlab.labs.reading import SAMPLE, Reading, percent

RNG = np.random.default_rng(0)
X, Y = RNG.integers(0, 17, (30, 64)) / 16, np.eye(10)[RNG.integers(0, 10, 30)]
LINE = [[0.5, 0.1], [0.5, 0.9]]


def network(*hidden):
    bends = ["tanh"] * len(hidden) + ["identity"]
    return Network([64, *hidden, 10], bends, rng=0)


@pytest.fixture
def model():
    made = Reading(network(20), X, Y)
    made.read()
    return made


def draw(model, points=LINE, id_="1", phase="end", rub=False):
    model.draw({"id": id_, "points": points, "rub": rub, "phase": phase})
    model.read()


def test_the_shares_are_softmax_of_the_scores_of_what_it_sees(model):
    draw(model)
    scores = model.owner(model.ink[np.newaxis])[0]
    assert np.array_equal(model.shares, softmax(scores)) and model.says == scores.argmax()
    strokes = pen.drawing([LINE])
    assert np.array_equal(model.ink, pen.counted(pen.bitmap(strokes, pen.frame_of(strokes))))


def test_all_parts_and_the_bias_are_the_score(model):
    draw(model)
    bias = model.owner.layers[-1].b[model.says]
    assert model.parts.sum() + bias == pytest.approx(model.scores[model.says], rel=1e-12)
    loud = np.sort(np.abs(model.parts))[-12:]
    assert np.allclose(np.sort(np.abs(model.parts[model.loud])), loud)
    assert np.all(np.diff(model.parts[model.loud]) <= 0)


def test_without_a_hidden_layer_no_neuron_has_a_part():
    flat = Reading(network())
    flat.read()
    assert not len(flat.parts) and not len(flat.loud)


def test_what_a_loud_neuron_looks_for_are_its_weights_or_the_slopes_down_to_the_pixels(model):
    assert np.array_equal(model.slopes, model.owner.layers[0].W[model.loud])
    deep = Reading(network(6, 20, 15))
    draw(deep)
    bias = deep.owner.layers[-1].b[deep.says]
    assert deep.parts.sum() + bias == pytest.approx(deep.scores[deep.says], rel=1e-12)
    nudges = 1e-5 * np.eye(64)
    up, down = (deep.owner.forward(deep.ink + way)[2].z for way in (nudges, -nudges))
    assert np.allclose(deep.slopes, ((up - down) / 2e-5).T[deep.loud], atol=1e-8)


def test_the_first_stroke_takes_the_sample_s_place_and_the_next_joins_it(model):
    assert model.fresh and model.strokes == SAMPLE
    draw(model, phase="start")
    assert len(model.strokes) == 1 and not model.fresh
    draw(model, [*LINE, [0.6, 0.9]])
    assert len(model.strokes) == 1 and len(model.strokes[0]) == 3
    draw(model, id_="2")
    assert len(model.strokes) == 2


def test_a_rubber_takes_of_the_sample_what_it_touches(model):
    draw(model, [list(SAMPLE[0][0])], rub=True)
    assert not model.fresh and model.strokes[0][-1] == SAMPLE[0][-1]


def test_a_stroke_taken_back_leaves_all_as_it_was(model):
    draw(model, phase="start")
    draw(model, phase="cancel")
    assert model.fresh and not model.held


def test_under_a_hand_pictures_keep_their_places_and_nothing_is_won(model):
    loud, wrong = model.loud.tolist(), model.wrong.tolist()
    draw(model, phase="start")
    assert model.loud.tolist() == loud and model.wrong.tolist() == wrong and not model.sure
    model.owner.layers[-1].b[3] += 50
    draw(model, phase="move")
    assert model.share > 0.99 and not model.sure
    draw(model)
    assert model.sure and model.loud.tolist() != loud


def test_wrong_ones_are_told_nearest_first(model):
    says = model.owner(X).argmax(axis=1)
    assert {*model.wrong} == {*np.flatnonzero(says != Y.argmax(axis=1))}
    far = np.linalg.norm(X[model.wrong] - model.ink, axis=1)
    assert np.all(np.diff(far) >= 0)
    model.owner.layers[-1].b[0] += 50
    model.read()
    assert {*model.wrong} == {*np.flatnonzero(Y.argmax(axis=1) != 0)}


def test_a_sample_on_the_pad_is_seen_to_the_number_till_it_is_changed(model):
    k = int(model.wrong[2])
    model.pick(k)
    model.read()
    assert np.array_equal(model.ink, X[k]) and model.wrong[0] == k and not model.sure
    assert model.written == Y[k].argmax() and model.says == model.answers[k]
    draw(model, [[0.5, 0.5]])
    assert model.picked == k and model.ink.sum() > X[k].sum()
    draw(model, [[0.0, y / 20] for y in range(21)], "2", rub=True)
    assert not model.ink.reshape(8, 8)[:, 0].any()


def test_the_rubber_takes_strokes_and_an_empty_pad_gets_an_answer_too(model):
    draw(model)
    draw(model, [[0.5, 0.5]], "2", rub=True)
    assert len(model.strokes) == 2
    model.take(True)
    draw(model, [[0.5, y / 20] for y in range(21)], "3", "move", rub=True)
    assert model.empty and model.rubbing
    draw(model, [[0.5, y / 20] for y in range(21)], "3", rub=True)
    assert not model.rubbing
    model.wipe()
    model.read()
    assert model.empty and not model.ink.any() and model.shares.sum() == pytest.approx(1)
    assert "An empty pad" in model.describe()


def test_fooling_begins_on_an_empty_pad(model):
    draw(model)
    model.fool()
    model.read()
    assert model.fooling and model.empty and not model.sure


@pytest.mark.parametrize(
    "made, told",
    [
        (Network([4, 10], "identity", rng=0), "64 inputs"),
        (Network([64, 4, 9], ["tanh", "identity"], rng=0), "10 outputs"),
        (Network([64, 10], "sigmoid", rng=0), "end in identity, not sigmoid"),
        ("net", "shows a Network"),
    ],
)
def test_a_network_that_reads_no_digits_is_refused_in_words(made, told):
    with pytest.raises(ValueError, match=told):
        Reading(made)


def test_data_that_do_not_fit_are_refused_in_words():
    with pytest.raises(ValueError, match="both X and y"):
        Reading(network(3), X)
    with pytest.raises(ValueError, match="64"):
        Reading(network(3), X[:, :9], Y)
    with pytest.raises(ValueError, match="ink has shape"):
        Reading(network(3), ink=[1, 2])


def test_another_activation_at_the_end_is_said(model):
    model.owner.layers[-1].activation = "sigmoid"
    with pytest.raises(ValueError, match="end in identity, not sigmoid"):
        model.read()


def test_nothing_is_sure_by_100_percent():
    assert percent(0.9999999) == percent(1.0) == "99.9\xa0%" and percent(0.997) == "99.7\xa0%"
    assert percent(0.994) == "99\xa0%" and percent(0.5) == "50\xa0%"
