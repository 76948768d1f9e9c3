"""Which points of a long line are drawn."""

import numpy as np
import pytest

from nnlab.pictures.curve import thinned


@pytest.mark.parametrize("n", [799, 800, 801, 1234, 5000, 99_999])
def test_thinning_keeps_the_ends_the_peaks_and_the_order(n):
    y = np.random.default_rng(n).normal(size=n)
    x, thin = thinned(np.arange(n), y)
    assert len(x) <= 804 and x[0] == 0 and x[-1] == n - 1
    assert thin.max() == y.max() and thin.min() == y.min()
    np.testing.assert_array_equal(y[x.astype(int)], thin)
