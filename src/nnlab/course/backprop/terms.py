"""The words of chapter 5."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "chain rule",
        "Where one thing drives the next, slopes multiply along the way, like gears. Where ways "
        "meet, they add.",
        "dL/dw = dL/da · da/dz · dz/dw",
        "Multiply along a path, add over paths. Adding along one, or keeping only the last of "
        "several, gives a wrong gradient that may still learn.",
        ("path", "paths"),
    ),
    Term(
        "local slope",
        "How one operation's result answers a nudge of what goes into it. Each needs to know only "
        "itself.",
        "sum: x for w, w for x, 1 for b; sigmoid: a (1 - a)",
        "It isn't yet the gradient. The gradient is the product of all local slopes on the way to "
        "the loss.",
    ),
    Term(
        "blame",
        "How much the loss would change per unit, if this value were nudged: d_z for a sum, d_a "
        "for an answer. It travels back along the links.",
        "d_z = d_a · slope of the bend;  d_h = sum of w · d_z",
        "It isn't a share of the error: blames don't add up to it, and they can be negative. And "
        "it isn't a weight's gradient: that is blame times what came in.",
        ("d_z", "d_a", "d_h", "delta", "δ"),
    ),
    Term(
        "d_",
        "In names: how the loss changes with what follows. d_w has the shape of w, d_z that of z.",
        "d_z means ∂L/∂z",
        "d_w isn't a small change of w. It is the change of the loss per unit of w.",
        ("∂", "∂L/∂"),
    ),
    Term(
        "forward pass",
        "From the inputs to the output, layer by layer, keeping every z and a on the way.",
        "z = W·x + b, a = bend(z)",
        "Nothing is learned in it. But what it saw is needed for the way back.",
        ("forward", "trace"),
    ),
    Term(
        "backpropagation",
        "The way back: blame goes from the loss to every parameter, last layer first. One pass "
        "gives all slopes; nudging would need two for each parameter.",
        "d_z = d_a · bend'(z);  d_w = d_z · input;  d_input = w · d_z",
        "It only finds the gradient. The step that uses it is gradient descent.",
        ("backprop", "backward", "backward pass"),
    ),
    Term(
        "slope of a bend",
        "How the answer a changes per unit of z.",
        "sigmoid: σ(z)(1 - σ(z)) from z, a (1 - a) from a",
        "Two recipes for one number. Fed with a, the recipe for z bends twice: 0.207 instead of "
        "0.105 at z = 2. So name the argument.",
        ("σ'", "bend'(z)", "a(1-a)"),
    ),
    Term(
        "numerical gradient",
        "Every slope found by nudging: both ways, the difference over 2h. Slow, and needs no "
        "calculus: a witness for backprop.",
        "(L(p + h) - L(p - h)) / 2h",
        "A smaller h isn't always better: below about 0.00001 the computer's digits run out.",
        ("nudging", "nudge", "h", "finite differences"),
    ),
    Term(
        "gradient check",
        "Compares backprop's gradient with one found by nudging. A right one agrees to many "
        "digits.",
        "|a - n| / (|a| + |n|) <= 0.000001",
        "A falling loss doesn't replace it: wrong gradients learn, too. At the corner of a relu "
        "even a right gradient can fail it.",
        ("relative error",),
    ),
    Term(
        "stale weights",
        "A mistake in the order of things: blame passed back through weights that have been "
        "changed already.",
        "first d_h = w · d_z, then w = w - rate · d_w",
        "No loss curve shows it. Comparing one step with a right one does.",
        ("updated weights",),
    ),
)
