"""The words of chapter 2."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "layer",
        "Several neurons side by side that see the same inputs. Each has its own weights and its "
        "own bias, and gives its own answer.",
        "a = bend(X @ W.T + b)",
        "The neurons of a layer don't talk to each other, and their answers aren't added up. A "
        "layer with three neurons gives three numbers.",
    ),
    Term(
        "matrix",
        "A table of numbers with rows and columns. A layer's weights are one: W has a row for each "
        "neuron and a column for each input.",
        "W has shape (n_out, n_in)",
        "A matrix is no new kind of number. It is a list of neurons, written one below the other.",
        ("W", "weight matrix", "table"),
    ),
    Term(
        "shape",
        "How many rows and columns an array has: (4, 2) is four rows of two numbers. (3,) is a "
        "plain list of three.",
        "(n_samples, n_in) @ (n_in, n_out) + (n_out,) -> (n_samples, n_out)",
        "(3,) and (3, 1) aren't the same. The first is a list, the second a column of three rows, "
        "and adding one to the other gives a table of nine numbers.",
    ),
    Term(
        "transpose",
        "A matrix turned over, so that its rows become its columns. Written W.T.",
        "W.T[i, j] = W[j, i]",
        "It is no inverse. An inverse undoes, as dividing by 2 undoes multiplying by 2. The "
        "transpose only puts the numbers where the product @ looks for them.",
        ("W.T", ".T", "transposed"),
    ),
    Term(
        "matrix product",
        "Every row of the first table times every column of the second: each cell is one dot "
        "product.",
        "(4, 2) @ (2, 3) -> (4, 3)",
        "`*` multiplies place by place and adds nothing up. The inner numbers of the shapes must "
        "be equal; with square tables they always are, so a forgotten turn isn't noticed.",
        ("matrix multiplication", "matmul"),
    ),
    Term(
        "broadcasting",
        "NumPy's way of adding a smaller array to a larger one: the list of biases is added to "
        "every row.",
        "(4, 3) + (3,) -> (4, 3)",
        "It also fits shapes together that you didn't mean: (3,) + (3, 1) quietly gives (3, 3).",
    ),
    Term(
        "view",
        "An array that looks into another one's memory. layer[1] is a view of row 1: change one, "
        "and you see it in both.",
        "np.shares_memory(layer[1].w, layer.W)",
        "A view isn't a copy. Whoever needs the old numbers later has to ask for a copy.",
        ("shared memory",),
    ),
    Term(
        "initialisation",
        "The numbers that a layer starts with, drawn at random.",
        "Layer(2, 3, step, init='uniform', rng=1)",
        "Zeros look tidy, and equal neurons stay equal: they all draw the same line.",
        ("random start", "init", "rng"),
    ),
    Term(
        "code",
        "What all neurons of a layer say about one point, written as one word: 10 means that "
        "neuron 0 says 1 and neuron 1 says 0. All points of a region share one code.",
        "OR and AND: (0, 0) -> 00, (1, 0) -> 10, (1, 1) -> 11",
        "Two points with the same code can't be told apart by anything that only sees the code.",
        ("region", "codes"),
    ),
    Term(
        "corner",
        "The place where one relu neuron with a single input switches on: there the curve changes "
        "its slope.",
        "at x = -b/w",
        "It isn't “the bend”: that's the activation function, here relu. The corner is a place on "
        "the x axis.",
        ("corner of a curve", "kink"),
    ),
    Term(
        "factor",
        "By how much the slope of a curve changes at a corner: the weight with which that neuron's "
        "relu is added.",
        "slopes 0, 1, 0, -1, 0 need the factors +1, -1, -1, +1",
        "It isn't the slope after the corner, but the change of the slope.",
        ("change of slope",),
    ),
    Term(
        "universal approximation",
        "With enough corners a curve comes as close as you like to any unbroken curve, on a "
        "stretch with two ends.",
        "twice the corners, about a quarter of the gap (for a smooth curve)",
        "It says that such weights exist. It doesn't say that training finds them, nor how many "
        "corners it takes, nor anything about what lies outside the stretch.",
        ("as close as you like",),
    ),
)
