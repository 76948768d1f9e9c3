"""The words of chapter 1."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "neuron",
        "A small sum with a decision at the end. It multiplies each input by a weight, adds the "
        "products and the bias, and bends the result.",
        "a = bend(w·x + b)",
        "It has little to do with a cell in the brain. It is a shopping bill: amounts times "
        "prices, added up, plus delivery; over the limit or not?",
        ("unit", "perceptron"),
    ),
    Term(
        "input",
        "One number that comes in. A neuron with two inputs gets x1 and x2. Written x, all of "
        "them together; X with a row for each sample.",
        "x = (x1, x2)",
        "Inputs are data. They are never changed to make a neuron right; the weights and the "
        "bias are.",
        ("x", "X", "x1", "x2", "sample"),
    ),
    Term(
        "weight",
        "What an input is multiplied by: its price on the bill. A weight above 0 lets the input "
        "speak for 1, a weight below 0 against it, and with 0 the input has no say.",
        "w1·x1",
        "A negative weight doesn't make the input negative, and it doesn't mean unimportant. It "
        "says: the more of this, the less likely a 1.",
        ("w", "w1", "w2"),
    ),
    Term(
        "bias",
        "A number that is added once to the sum, whatever comes in: on the bill, delivery less "
        "the limit. It moves the line without turning it.",
        "z = w·x + b",
        "The bias isn't always 1. What is always 1 is the input that one may imagine for it; the "
        "bias is that input's weight, and is learned like the others. Without a bias every line "
        "goes through (0, 0).",
        ("b", "offset"),
    ),
    Term(
        "weighted sum",
        "The neuron's sum before the bend: every input times its weight, plus the bias.",
        "z = w1·x1 + w2·x2 + b",
        "z isn't the answer yet. z = 0.5 is turned into 1 by a step and into 0.62 by a sigmoid.",
        ("z", "pre-activation"),
    ),
    Term(
        "dot product",
        "Two lists of the same length: multiply place by place, then add up. One number comes out.",
        "w·x = w1·x1 + w2·x2",
        "Multiplying two arrays with `*` only does the first half: a number for each place is "
        "left. `w @ x` adds them up too.",
        ("w·x", "@"),
    ),
    Term(
        "activation",
        "What the neuron hands on: its sum after the bend.",
        "a = bend(z)",
        "The word is used for two things: for the function that bends, and for the number that "
        "comes out. In this course a is the number, and the function is called the bend.",
        ("a", "output"),
    ),
    Term(
        "activation function",
        "The last step of a neuron: a curve that turns the sum z into the answer a. Step, "
        "sigmoid, tanh and relu are four of them.",
        "a = bend(z)",
        "With two inputs, the bend doesn't bend the line in the plane. It says how the answer "
        "changes when you walk across that line.",
        ("bend", "activation (bend)"),
    ),
    Term(
        "step",
        "The bend that decides: 1 if z is above 0, otherwise 0.",
        "step(z) = 1 if z > 0, else 0",
        "At exactly z = 0 this course says 0. Others say 1 there, so a gate that sits on the "
        "line can change its name from book to book.",
        ("step function", "threshold"),
    ),
    Term(
        "sigmoid",
        "A soft step: from near 0 for very negative z, through 0.5 at z = 0, to near 1.",
        "sigmoid(z) = 1 / (1 + exp(-z))",
        "It comes as close to 0 and 1 as you like and never gets there on paper. And 0.9 isn't a "
        "yes with a mistake in it: it says 1, since it is above 0.5.",
        ("σ", "logistic function"),
    ),
    Term(
        "tanh",
        "A soft step from -1 to 1, through 0 at z = 0.",
        "tanh(z) = 2·sigmoid(2z) - 1",
        "Its middle is 0, not 0.5: a tanh neuron says 1 when it is above 0. At the line it is "
        "four times as steep as a sigmoid.",
        ("hyperbolic tangent",),
    ),
    Term(
        "relu",
        "Nothing below 0, and z itself above it. One corner, at 0.",
        "relu(z) = max(0, z)",
        "It isn't a step: above 0 it keeps growing, so its answer can be 7. It says 1 when it is "
        "above 0.",
        ("rectified linear unit",),
    ),
    Term(
        "says 1",
        "Short for: the answer is on the upper side of the decision. That is when z is above 0, "
        "for all four bends: above 0.5 for step and sigmoid, above 0 for tanh and relu.",
        "z > 0",
        "A neuron that says 1 needn't hand on the number 1. With a sigmoid, 0.62 says 1.",
        ("says 0", "decision"),
    ),
    Term(
        "decision line",
        "All points where the sum is exactly 0. On one side the neuron says 1, on the other 0.",
        "w1·x1 + w2·x2 + b = 0",
        "The line isn't a graph of the answer. It is a border on the map of all inputs, seen from "
        "above. With w = 0 there is no line at all.",
        ("line", "decision boundary", "boundary"),
    ),
    Term(
        "arrow",
        "The weights drawn as an arrow (w1, w2). It stands at right angles to the line and points "
        "to the side that says 1. Walk -b/|w| along it from (0, 0) and you meet the line.",
        "|w| = √(w1² + w2²)",
        "The arrow isn't the line, and doesn't lie in it. Doubling all three numbers makes the "
        "arrow longer and leaves the line where it is.",
        ("normal", "w as an arrow", "|w|"),
    ),
    Term(
        "sharpness",
        "One factor for all three numbers, w1, w2 and b. The line stays; a soft edge gets steeper.",
        "slope at the line: |w|/4 for sigmoid, |w| for tanh",
        "A step has nothing to sharpen: it is the same for every factor above 0.",
        ("steepness",),
    ),
    Term(
        "saturation",
        "Far from the line a sigmoid or a tanh is nearly flat: turn a weight a little, and the "
        "answer hardly moves.",
        "sigmoid(8) = 0.9997, sigmoid(9) = 0.9999",
        "Saturated doesn't mean right. A neuron can be very sure and wrong, and then it is hard "
        "to move.",
        ("saturated",),
    ),
    Term(
        "overflow",
        "A number too large for the computer's way of writing it. `math.exp(710)` already is.",
        "sigmoid(z) = exp(z) / (1 + exp(z)) for z < 0",
        "It isn't that sigmoid(-1000) is large: it is nearly 0. Only the step on the way there "
        "is. The second form of the formula avoids it.",
        (),
    ),
    Term(
        "truth table",
        "A table with a row for every possible input: for two inputs of 0 or 1, four rows.",
        "(0, 0), (0, 1), (1, 0), (1, 1)",
        "A right answer in three rows of four isn't the gate with a small error: it is another "
        "gate, with a name of its own.",
    ),
    Term(
        "gate",
        "A rule that answers 0 or 1 to two inputs of 0 or 1. There are 16, as each of the four "
        "rows can be 0 or 1. A neuron with two inputs can be 14 of them.",
        "2·2·2·2 = 16",
        "A gate isn't a neuron: it is what a neuron does. Many neurons, with other numbers, are "
        "the same gate.",
        ("logic gate", "Boolean function"),
    ),
    Term(
        "AND",
        "1 when both inputs are 1, otherwise 0.",
        "with weights (½, ½): -1 < b <= -0.5",
        "In daily speech, “cats and dogs” often means either. The gate wants both at once.",
    ),
    Term(
        "OR",
        "1 when at least one input is 1, otherwise 0.",
        "with weights (½, ½): -0.5 < b <= 0",
        "It includes both: OR says 1 at (1, 1). “Either, but not both” is XOR.",
    ),
    Term(
        "NAND",
        "AND turned round: 0 when both inputs are 1, otherwise 1.",
        "with weights (-1, -1): 1 < b <= 2",
        "It isn't NOR. NAND still says 1 when just one input is 1.",
    ),
    Term(
        "NOR",
        "OR turned round: 1 when both inputs are 0, otherwise 0.",
        "with weights (-1, -1): 0 < b <= 1",
        "It isn't NAND. One input at 1 is enough to make it say 0.",
    ),
    Term(
        "XOR",
        "1 when exactly one of the two inputs is 1. No single neuron can do it.",
        "x1 + x2 = 1",
        "One neuron gets three of its four rows right, so it seems that a little more turning "
        "would do. It won't: one line can't part the corners.",
        ("exclusive or",),
    ),
    Term(
        "XNOR",
        "XOR turned round: 1 when both inputs are equal. No single neuron can do it.",
        "x1 = x2",
        "It isn't NOR: XNOR says 1 at (1, 1) too.",
    ),
    Term(
        "linearly separable",
        "Two kinds of points that one straight line can part. AND's are, XOR's are not.",
        "w·x + b > 0 for one kind, w·x + b <= 0 for the other",
        "It is a property of the points, not of the neuron. More patience or another bend "
        "doesn't change it.",
        ("separable",),
    ),
    Term(
        "target",
        "The answer that is wanted for a row: what the gate says there. Written y.",
        "AND: y = 0, 0, 0, 1",
        "It isn't the neuron's answer. In the pictures the shape of a point is its target; the "
        "colour under it is the neuron's answer.",
        ("y",),
    ),
    Term(
        "parameters",
        "Everything in a neuron that can be turned: its weights and its bias.",
        "w1, w2, b",
        "The inputs are not among them, and neither is the choice of the bend.",
    ),
)
