"""A small curve: the numbers are those of the large one."""

from nnlab.live.curve import Curve
from nnlab.live.spark import Spark


def test_it_has_the_values_of_a_curve():
    line = {"x": [0, 1, 2], "y": [0.3, 0.1, 0.05]}
    small, large = (kind(lines=[line], log=False) for kind in (Spark, Curve))
    assert small.data == large.data and small.bounds == large.bounds
    assert {*Spark.class_traits()} == {*Curve.class_traits()} and Spark.KIND == "spark"
