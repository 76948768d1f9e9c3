import numpy as np
import pytest

from nnlab import OPTIMIZERS, SGD, Adam
from nnlab.core.optimizers import plain_rate

BOTH = [SGD(0.1), SGD(0.1, momentum=0.9), Adam(0.1)]


def test_sgd_by_hand():
    p = np.array([3.0, -1.0])
    assert SGD(0.5).step(p, np.array([2.0, 1.0])) is None
    assert p.tolist() == [2, -1.5]


def test_momentum_by_hand():
    p, optimizer = np.array([0.0]), SGD(0.1, momentum=0.5)
    places = []
    for _ in range(3):
        optimizer.step(p, np.array([1.0]))
        places.append(p[0])
    assert places == pytest.approx([-0.1, -0.25, -0.425])  # speeds 1, 1.5, 1.75


def test_adam_by_its_paper():
    rng = np.random.default_rng(0)
    p, optimizer = rng.normal(size=5), Adam(0.01)
    expected, m, v = p.copy(), 0, 0
    for t in range(1, 6):
        g = rng.normal(size=5)
        optimizer.step(p, g)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        expected -= 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    np.testing.assert_allclose(p, expected, rtol=1e-10)


@pytest.mark.parametrize("optimizer", BOTH, ids=repr)
def test_the_step_is_in_place_and_gradients_stay(optimizer):
    optimizer.reset()
    p, g = np.ones((2, 3)), np.full((2, 3), 0.5)
    memory = p
    optimizer.step(p, g)
    optimizer.step(p, g)
    assert p is memory and (p < 1).all() and (g == 0.5).all()


@pytest.mark.parametrize("kind", [SGD, Adam])
def test_a_rate_for_each_run_is_a_sweep(kind):
    rates = np.array([[0.1, 0.2, 0.3], [0.0, 1.0, 2.0]])
    p, g = np.ones((2, 3, 4)), np.random.default_rng(0).normal(size=(2, 3, 4))
    kind(rates).step(p, g)
    for i in np.ndindex(2, 3):
        alone = np.ones(4)
        kind(rates[i]).step(alone, g[i])
        np.testing.assert_allclose(p[i], alone)


@pytest.mark.parametrize("make", [lambda: SGD(0.1, 0.9), Adam])
def test_another_network_is_refused_until_reset(make):
    optimizer = make()
    optimizer.step(np.ones(3), np.ones(3))
    p = np.ones(4)
    with pytest.raises(ValueError, match="another network"):
        optimizer.step(p, np.ones(4))
    assert (p == 1).all()
    optimizer.reset()
    optimizer.step(p, np.ones(4))
    assert (p < 1).all()


def test_reset_forgets():
    one, two = Adam(0.1), Adam(0.1)
    for g in ([5.0], [-1.0]):
        one.step(np.ones(1), np.array(g))
    one.reset()
    p, q = np.ones(1), np.ones(1)
    one.step(p, np.ones(1))
    two.step(q, np.ones(1))
    assert p == q


def test_float32_is_kept():
    for optimizer in (SGD(0.1, 0.9), Adam(0.1), SGD([0.1, 0.2])):
        p = np.ones((2, 3), np.float32)
        optimizer.step(p, np.ones((2, 3), np.float32))
        assert p.dtype == np.float32


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf, "fast", None, [], [0.1, -1]])
def test_a_bad_rate_is_refused_and_nothing_changes(bad):
    for kind in (SGD, Adam):
        with pytest.raises(ValueError, match="learning_rate"):
            kind(bad)
        optimizer = kind(0.3)
        with pytest.raises(ValueError, match="learning_rate"):
            optimizer.learning_rate = bad
        assert optimizer.learning_rate == 0.3


@pytest.mark.parametrize(
    "kind, name, bad",
    [
        (SGD, "momentum", 1),
        (SGD, "momentum", -0.1),
        (SGD, "momentum", "x"),
        (Adam, "beta1", 1),
        (Adam, "beta2", 1.5),
        (Adam, "epsilon", -1),
        (SGD, "momentum", [0.1, 0.2]),
    ],
)
def test_bad_settings_are_refused(kind, name, bad):
    with pytest.raises(ValueError, match=name):
        kind(**{name: bad})


def test_shapes_never_broadcast():
    p = np.ones((2, 3))
    for rate, g in ((0.1, np.ones(3)), ([0.1, 0.2, 0.3], np.ones((2, 3))), (0.1, 1.0)):
        with pytest.raises(ValueError, match="gradients|learning_rate"):
            SGD(rate).step(p, g)
    for wrong in ([1.0], np.array([1, 2])):
        with pytest.raises(ValueError, match="changed in place"):
            SGD(0.1).step(wrong, wrong)
    assert (p == 1).all()


@pytest.mark.parametrize("bad", [["a", "b"], [None, 1.0], [1j, 1j]])
def test_slopes_that_are_no_numbers_are_refused(bad):
    for optimizer in (SGD(0.1), Adam()):
        with pytest.raises(ValueError, match="gradients"):
            optimizer.step(np.ones(2), np.array(bad))


@pytest.mark.parametrize("optimizer", [SGD(0.1, momentum=0.5), Adam()], ids=repr)
def test_what_it_remembers_can_be_read_and_not_set(optimizer):
    for name in optimizer._memory:
        assert getattr(optimizer, name) == 0
        with pytest.raises(AttributeError, match=rf"\.{name}\b"):
            setattr(optimizer, name, 1)


def test_a_memory_of_another_shape_is_refused_in_each_of_its_parts():
    optimizer = Adam()
    optimizer.step(np.ones(3), np.ones(3))
    optimizer._set(square=np.ones(2))
    with pytest.raises(ValueError, match="another network"):
        optimizer.step(np.ones(3), np.ones(3))


def test_reprs():
    assert repr(SGD(0.5)) == "SGD(0.5, momentum=0)"
    assert repr(Adam()) == "Adam(0.001)"
    assert repr(SGD([0.1, 0.2])) == "SGD(array([0.1, 0.2]), momentum=0)"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_registry_makes_what_is_called_so(name):
    optimizer = OPTIMIZERS[name](0.25)
    assert optimizer.title == name and optimizer.learning_rate == 0.25


@pytest.mark.parametrize("kind", [SGD, Adam])
@pytest.mark.parametrize("name", ["lr", "rate", "step", "title", "beta"])
def test_a_misspelt_attribute_is_refused_and_the_right_names_said(kind, name):
    optimizer = kind(0.3)
    with pytest.raises(AttributeError, match=rf"\.{name}\b.*(learning_rate|a new)"):
        setattr(optimizer, name, 1)
    with pytest.raises(AttributeError, match=r"no \.lr: use \.learning_rate"):
        _ = optimizer.lr


def test_a_class_of_your_own_has_attributes_of_its_own():
    class Mine(SGD):
        pass

    mine = Mine(0.1)
    mine.seen = 3
    assert mine.seen == 3
    with pytest.raises(ValueError, match="learning_rate"):
        mine.learning_rate = -1


def test_only_plain_gradient_descent_has_a_plain_rate():
    class Mine(SGD):
        pass

    assert plain_rate(SGD(0.5)) == 0.5
    for other in (SGD(0.5, momentum=0.1), SGD([0.1, 0.2]), Mine(0.5), Adam(), None):
        assert plain_rate(other) is None


def test_huge_slopes_warn_of_nothing():
    for optimizer in (SGD(1e300), SGD(10.0, 0.5), Adam(0.1)):
        for slope in (1e155, 1e308, np.inf):
            optimizer.step(np.ones(2), np.full(2, slope))
