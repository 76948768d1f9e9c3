"""The words of chapter 3."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "network",
        "Layers in sequence: what one layer says, the next one hears.",
        "output = layer2(layer1(x))",
        "It isn't a web in which everything is linked with everything. Each layer hears only the "
        "one right before it.",
        ("neural network", "multilayer perceptron", "MLP"),
    ),
    Term(
        "input layer",
        "The numbers that come in, drawn as a first column. They are data: there's nothing to "
        "turn in them.",
        "sizes[0]",
        "It's called a layer and isn't one: it has no weights, no biases and no bend. A network "
        "2-2-1 has two layers of neurons, not three.",
        ("inputs",),
    ),
    Term(
        "hidden layer",
        "A layer between the inputs and the output layer. Hidden means only: nobody outside gives "
        "or asks for its numbers.",
        "h = bend(W1 x + b1)",
        "Nothing is secret about it: you can look at every number. And a network needn't have "
        "one: a single layer of neurons is a network too.",
        ("hidden", "hidden neuron", "h1", "h2"),
    ),
    Term(
        "output layer",
        "The last layer: its answers are the network's answers.",
        "",
        "It isn't the result printed somewhere. It has weights and biases like any other layer.",
        ("out", "output neuron"),
    ),
    Term(
        "link",
        "The line between two circles of a drawing. Each link is one weight: the sender's answer "
        "is multiplied by it on its way.",
        "w·a",
        "A link doesn't decide or remember anything. It multiplies by one number.",
        ("edge", "connection", "synapse"),
    ),
    Term(
        "fully connected",
        "Every neuron of a layer hears everyone in the column before. Then a layer has n_in · "
        "n_out weights.",
        "6-4-3-1: 6·4 + 4·3 + 3·1 = 39 weights",
        "It doesn't mean that layers are linked past each other.",
        ("dense",),
    ),
    Term(
        "depth",
        "How many layers of neurons follow each other. A network with more than one hidden layer "
        "is called deep.",
        "",
        "More layers aren't better by themselves. Without a bend between them they are as good as "
        "one.",
        ("deep", "deep network"),
    ),
    Term(
        "linear",
        "Made of multiplying by fixed numbers and adding up only. Straight lines stay straight.",
        "W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2)",
        "Two linear layers in sequence are one linear layer. What makes the second one worth "
        "having is the bend between them.",
        ("no bend", "identity"),
    ),
    Term(
        "hidden plane",
        "The plane in which a point is drawn at (h1, h2), the answers of two hidden neurons, "
        "instead of at (x1, x2).",
        "(x1, x2) -> (h1, h2)",
        "The data stay as they are. The hidden layer gives each point a new place, and the output "
        "draws its line there.",
        ("hidden space", "representation"),
    ),
    Term(
        "folding",
        "What a hidden layer does to the plane: it carries each point to its place in the hidden "
        "plane, and different points can land in one spot.",
        "(0, 1) and (1, 0) -> (1, 0)",
        "Only relu really folds, with a sharp crease. A sigmoid squeezes the plane together, a "
        "step tears it into pieces.",
        ("fold",),
    ),
    Term(
        "pure function",
        "A function whose answer depends only on what it's given, and that changes nothing.",
        "forward(network, activations, x)",
        "It isn't faster or more exact by itself. What you win: nothing can have changed behind "
        "your back.",
        ("functional",),
    ),
    Term(
        "one-hot",
        "Classes as targets with several outputs: a column for each class, a 1 in the right one "
        "and 0 in the others.",
        "class 1 of 2 -> (0, 1)",
        "Two outputs with a sigmoid each needn't add up to 1: they are two separate yes-or-no "
        "questions.",
    ),
)
