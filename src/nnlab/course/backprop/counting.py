"""How many products one gradient costs: sent back, path by path, or nudged."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from nnlab.core import checks


class Products(NamedTuple):
    """Products for all slopes of one sample."""

    backward: int
    path_by_path: int
    nudging: int


def count_products(sizes: Sequence[int]) -> Products:
    """Count the products that all slopes of one sample cost, three ways.

    The blame of the output and the slopes of the activations are given; times 1 is no product.

    - backward: a product for each neuron's sum, two for each link (its gradient, and the blame that
      travels on), but one for those of the first layer: nobody asks for the blame of an input.
    - path by path: for each weight and bias, the factors along each of its paths to the output.
    - nudging: two forward passes for each number.

    Parameters
    ----------
    sizes : numbers of inputs, of hidden neurons layer by layer, and of outputs: 1

    Raises
    ------
    ValueError
        If there is no layer, or more than one output.

    >>> count_products([2, 2, 1])
    Products(backward=11, path_by_path=27, nudging=108)
    >>> deep = count_products([2, 10, 10, 10, 1])
    >>> deep.path_by_path // deep.backward
    63
    """
    sizes = [checks.whole(size, "each size", 1) for size in sizes]
    checks.need(len(sizes) > 1 and sizes[-1] == 1, "give sizes of a network with 1 output")
    links = [n_in * n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
    paths = 0
    for k, neurons in enumerate(sizes[1:]):
        ways = prod(sizes[k + 2 :])  # from one neuron of this layer to the output
        beyond = 2 * (len(sizes) - 2 - k)  # products with weights and slopes behind it
        paths += ways * (links[k] * (beyond + 2) + neurons * (beyond + 1))
    return Products(
        backward=sum(sizes[1:]) + 2 * sum(links) - links[0],
        path_by_path=paths,
        nudging=2 * (sum(links) + sum(sizes[1:])) * sum(links),
    )
