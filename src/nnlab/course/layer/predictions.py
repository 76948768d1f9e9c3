"""Chapter 2: equal neurons, a square W without its transpose, and corners that all turn up.

Every wrong choice is a mistake that readers do make; its reply says what went wrong in it.
"""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "layer/square",
        "A layer has two inputs and two neurons, so W is square: (2, 2). You forget to turn it and "
        "write X @ W + b in place of X @ W.T + b. What happens?",
        (
            Choice(
                "Python stops with an error",
                "It would if the shapes didn't fit. But (4, 2) @ (2, 2) fits either way round, so "
                "nothing stops you. That is why this mistake can live for long.",
            ),
            Choice(
                "it makes no difference: W is square",
                "Square says something about the shape, not about the numbers. Turned, each neuron "
                "gets one weight of its own and one of its neighbour's.",
            ),
            Choice(
                "no error, but wrong numbers",
                "The shapes fit, so nothing complains. The columns of W are taken for the "
                "neurons, and each of them is made of two halves that don't belong together.",
                right=True,
            ),
            Choice(
                "the same numbers, but rows and columns are swapped",
                "The result has a row for each sample in both cases. What got swapped is inside "
                "the sums: which weight belongs to which neuron.",
            ),
        ),
    ),
    Question(
        "layer/equal",
        "A layer has three neurons, and all three start with the same weights (1, 1) and the same "
        "bias −0.5. How many different lines do you see?",
        (
            Choice(
                "three: there are three neurons",
                "A line is made of the numbers and of nothing else. Equal numbers, the same line: "
                "the three lie exactly on top of each other.",
            ),
            Choice(
                "one, three times on top of itself",
                "Three neurons with equal numbers answer alike for every input. Two of them could "
                "be taken away, and nothing would be missed. So a layer starts with different "
                "numbers, drawn at random.",
                right=True,
            ),
            Choice(
                "none: equal neurons cancel out",
                "Nothing is taken away between neurons of a layer. Each answers by itself, and all "
                "three say the same.",
            ),
            Choice(
                "one line, but three times as sharp",
                "The three answers aren't added up here. Each neuron hands on its own, and those "
                "are three equal numbers.",
            ),
        ),
    ),
    Question(
        "layer/hill",
        "A curve starts level. Each of its corners has the factor +1. You may put as many corners "
        "as you like, wherever you like. Which curves can you get?",
        (
            Choice(
                "any curve, with enough corners",
                "A factor of +1 makes the slope larger by 1, whatever it was. So the curve can get "
                "steeper, and never less steep: no hill, however many corners.",
            ),
            Choice(
                "only curves that get steeper and steeper",
                "Each corner adds 1 to the slope: 0, 1, 2, 3 and so on. That is the right half of "
                "a bowl. To come down again a corner must take slope away.",
                right=True,
            ),
            Choice(
                "a hill: it rises, then the later corners bring it down",
                "A later corner with +1 makes the curve steeper, not flatter. To bring it down it "
                "would have to change the slope by a negative number.",
            ),
            Choice(
                "a straight line with slope 1, since all factors are 1",
                "The slope is 1 only after the first corner. The second adds another 1, and so on: "
                "a factor is a change of the slope, not the slope.",
            ),
        ),
    ),
)
