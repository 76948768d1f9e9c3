"""The words of chapter 4."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "loss",
        "One number that says how wrong all answers are together. The lower the better; learning "
        "means changing the parameters so that it falls.",
        "mean squared error: L = mean of (output - target)²",
        "It isn't the number of wrong rows. That count doesn't move when a weight is nudged; the "
        "loss does.",
        ("L", "cost", "loss function"),
    ),
    Term(
        "residual",
        "How far one answer is off: output minus target. Above 0 it is too high, below 0 too low.",
        "a - y",
        "Some books take target minus output. Then the sign of the step turns, too: += instead of "
        "-=. One of each walks uphill.",
        ("error",),
    ),
    Term(
        "mean squared error",
        "The loss of most of this course: square every residual, take the mean over samples and "
        "outputs.",
        "L = ((a1 - y1)² + ... + (an - yn)²) / n",
        "n counts samples times outputs. Its gradient, 2 (a - y) / n, has the same n; leave it "
        "out, and your gradient belongs to another loss.",
        ("MSE", "squared error"),
    ),
    Term(
        "mean absolute error",
        "The mean of the distances between outputs and targets, without a square.",
        "L = mean of |output - target|",
        "Its slope has the same size for a near miss as for a far one; only the sign changes.",
        ("MAE",),
    ),
    Term(
        "slope",
        "By how much the loss changes per unit of a small nudge. Above 0: it rises to the right.",
        "(L(w + h) - L(w - h)) / 2h",
        "It is no distance and no height. A steep slope says nothing about how far away the "
        "bottom is.",
        ("derivative", "∂L/∂w", "dL/dw"),
    ),
    Term(
        "gradient",
        "All the slopes together, one for each parameter. It points to where the loss rises "
        "fastest, so a step goes against it.",
        "(d_w1, d_w2, d_b)",
        "It points uphill, not down. And it has no more to say about the bottom than the slope "
        "under your feet.",
        ("gradients", "d_w", "d_b", "d_W"),
    ),
    Term(
        "gradient descent",
        "A step against the gradient, then another one, and so on: a hiker in fog who feels only "
        "the slope underfoot.",
        "w = w - learning rate · d_w",
        "It is no rolling ball: without a slope it stops at once. (A ball is momentum.)",
        ("step downhill", "update"),
    ),
    Term(
        "learning rate",
        "How far a step goes, as a multiple of the slope. Too small and it takes for ever; too "
        "large and it overshoots, or blows up.",
        "step = learning rate · slope",
        "It isn't the length of the step: on a steep slope the same rate takes a longer one.",
        ("rate", "lr", "step size"),
    ),
    Term(
        "divergence",
        "Each step ends further out than the last, until the numbers outgrow the computer's. On "
        "(a/2)·w² that happens beyond a learning rate of 2/a.",
        "a = 4: 0.49 settles, 0.5 bounces for ever, 0.51 blows up",
        "NaN doesn't mean that the tool is broken. Most often the learning rate is too high; go "
        "back to the last finite numbers and take a smaller one.",
        ("diverges", "blows up", "NaN"),
    ),
    Term(
        "overshooting",
        "A step that goes past the bottom, to the other side.",
        "on (a/2)·w²: between 1/a and 2/a",
        "It isn't divergence yet: as long as it lands nearer than it started, it settles.",
        ("overshoot",),
    ),
    Term(
        "loss landscape",
        "The loss as a height over a map of two weights, all others held still.",
        "L(w1, w2)",
        "The real one has a direction for every parameter. What a map shows is a slice through "
        "it: a wall on the map may have a way round it.",
        ("landscape", "contour", "contour line"),
    ),
    Term(
        "minimum",
        "A place where every small nudge makes the loss larger: the bottom of a valley.",
        "all slopes are 0",
        "Slopes of 0 don't make a minimum: a pass and a plateau have them as well. And a valley "
        "needn't be the deepest one.",
        ("local minimum", "bottom", "saddle"),
    ),
    Term(
        "cross-entropy",
        "A loss for answers that are probabilities: minus the logarithm of the probability given "
        "to what was right. Sure and wrong costs a lot.",
        "-log(a) for target 1, -log(1 - a) for target 0",
        "It is worked out from z. From the probabilities it breaks beyond z = 37, where 1 - a is "
        "0 in the computer.",
        ("binary cross-entropy", "log loss"),
    ),
    Term(
        "confidently wrong",
        "Far on the wrong side, where the bend is flat. Squared error hardly pushes there, "
        "cross-entropy pushes fully.",
        "z = 8, target 0: slopes 0.0007 and 0.9997",
        "A large error isn't a large slope. What counts is how the loss answers a nudge.",
        ("sure and wrong", "stall"),
    ),
)
