import numpy as np
import pytest

from nnlab import SGD, Network, accuracy, datasets, fit

CLASSES = ["make_xor", "make_circles", "make_moons", "make_gaussians", "make_spirals"]
SURFACES = ["make_plane", "make_bumps", "make_wave"]


def make(name, *args, **more):
    return getattr(datasets, name)(*args, **more)


@pytest.mark.parametrize("name", CLASSES + SURFACES)
def test_shapes_and_seeds(name):
    X, y = make(name, 51, rng=0)
    assert X.shape == (51, 1 if name == "make_wave" else 2) and y.shape == (51, 1)
    again = make(name, 51, rng=np.random.default_rng(0))
    assert (X == again[0]).all() and (y == again[1]).all()
    assert (make(name, 51, rng=1)[0] != X).any()
    assert make(name)[0].shape[0] == 200


@pytest.mark.parametrize("name", CLASSES)
def test_two_classes_equally_many(name):
    _, y = make(name, 50, rng=0)
    assert sorted(np.unique(y)) == [0, 1] and y.sum() == 25


@pytest.mark.parametrize("name", CLASSES + SURFACES)
def test_noise_is_the_deviation(name):
    X, y = make(name, 2000, noise=0, rng=3)
    X_noisy, y_noisy = make(name, 2000, noise=0.2, rng=3)
    moved = X_noisy - X if name in CLASSES else y_noisy - y
    assert moved.std() == pytest.approx(0.2, rel=0.05)
    assert (y == y_noisy).all() if name in CLASSES else (X == X_noisy).all()


@pytest.mark.parametrize("name", CLASSES + SURFACES)
def test_the_points_lie_where_the_labs_look(name):
    X, y = make(name, 500, noise=0.0, rng=0)
    assert np.abs(X).max() <= 1.6 and np.abs(y).max() <= 1.0


def test_the_global_state_is_left_alone():
    state = np.random.get_state()[1].copy()
    for name in CLASSES + SURFACES:
        make(name, 10)
    assert (np.random.get_state()[1] == state).all()


def test_one_neuron_parts_the_clouds_and_no_other_classes():
    scores = {}
    for name in CLASSES:
        X, y = make(name, noise=0.05, rng=0)
        network = Network([2, 1], "sigmoid", rng=0)
        fit(
            network,
            X,
            y,
            loss="binary_cross_entropy",
            optimizer=SGD(2.0),
            epochs=200,
            record_every=200,
        )
        scores[name] = accuracy(network(X), y)
    assert scores.pop("make_gaussians") == 1
    assert max(scores.values()) < 0.95


def test_the_spiral_needs_winding():
    X, y = make("make_spirals", 400, noise=0, rng=0)
    nearest = ((X[:, np.newaxis] - X) ** 2).sum(axis=2) + 9 * (y == y.T)
    assert np.sqrt(nearest.min()) > 0.1  # the arms keep apart


@pytest.mark.parametrize("name", CLASSES + SURFACES)
@pytest.mark.parametrize(
    "bad",
    [
        {"n_samples": 1},
        {"n_samples": 2.5},
        {"n_samples": "many"},
        {"n_samples": None},
        {"noise": -1},
        {"noise": np.nan},
        {"noise": "loud"},
        {"noise": [0.1]},
        {"rng": "seed"},
        {"rng": np.random.RandomState(0)},
    ],
    ids=str,
)
def test_bad_input_is_refused_in_words(name, bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        make(name, **bad)


@pytest.mark.parametrize("n_samples", [10**9, 2**63, 10**400], ids=["9", "63", "400"])
def test_more_samples_than_fit_are_refused_before_they_are_made(n_samples):
    with pytest.raises(ValueError, match="n_samples"):
        make("make_gaussians", n_samples)


@pytest.mark.parametrize("name", CLASSES + SURFACES)
def test_noise_never_outgrows_all_numbers(name):
    with pytest.raises(ValueError, match="noise"):
        make(name, 10, noise=1e308)
    X, y = make(name, 100, noise=1e100, rng=0)
    assert np.isfinite(X).all() and np.isfinite(y).all()
