"""Chapter 3: where the points go, the same numbers with sigmoids, and layers without a bend.

Every wrong choice is a mistake that readers do make; its reply says what went wrong in it.
"""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "network/bend",
        "A network has two neurons in its hidden layer, each with a line of its own, and one "
        "output. You take the bends away: each neuron hands on its sum z as it is. What does the "
        "network draw?",
        (
            Choice(
                "the same regions as with bends, only with soft edges",
                "Soft edges come from a smooth bend. Without any, sums of sums are added up, and "
                "that's one sum again: a single straight line.",
            ),
            Choice(
                "two lines, one for each neuron of the first layer",
                "Each of them has its line, true. But what they hand on isn't yes or no any more, "
                "and the output adds their two sums up to one. One sum, one line.",
            ),
            Choice(
                "one straight line, like a single neuron",
                "A sum of sums is a sum. However many layers you stack, without bends between "
                "them they are as good as one.",
                right=True,
            ),
            Choice(
                "a curved line",
                "Something would have to bend it. Multiplying and adding keep straight lines "
                "straight.",
            ),
        ),
    ),
    Question(
        "network/sigmoid",
        "These nine numbers solve XOR with steps. You leave them as they are and replace every "
        "step by a sigmoid. For how many of the four rows is the output on the right side of 0.5?",
        (
            Choice(
                "all four: the lines stay where they are",
                "The lines of h1 and h2 do stay. But their answers are now 0.38 or 0.62 where "
                "they were 0 or 1, and the output's own numbers were made for 0 and 1.",
            ),
            Choice(
                "three: one row gets too soft",
                "XOR is the same with its inputs swapped, and so are these numbers: (0, 1) and "
                "(1, 0) always get the same answer. Three right can't happen here.",
            ),
            Choice(
                "two: it says less than 0.5 four times",
                "The answers are .42, .44, .44, .42. All lie below 0.5, so the two rows that want "
                "a 0 are right, and the two that want a 1 aren't.",
                right=True,
            ),
            Choice(
                "none: everything is turned round",
                "The order is even right: the two rows that want a 1 get a little more than the "
                "others. But all four lie below 0.5.",
            ),
        ),
    ),
    Question(
        "network/spots",
        "h1 is OR and h2 is AND. Draw the four points of XOR not at (x1, x2) but at (h1, h2). In "
        "how many different spots do they lie?",
        (
            Choice(
                "four: there are four points",
                "A point lies where its two answers say. Two of the points get the same answers, "
                "so they lie in the same spot.",
            ),
            Choice(
                "three: (0, 1) and (1, 0) meet",
                "Both get 1 from OR and 0 from AND, so both go to (1, 0). Chapter 2 called that "
                "one code for two points.",
                right=True,
            ),
            Choice(
                "two: one for each target",
                "That's what the output makes of them. Before it, (0, 0) goes to (0, 0) and "
                "(1, 1) goes to (1, 1): same target, two spots.",
            ),
            Choice(
                "the same four spots as before",
                "It would be so if h1 copied x1 and h2 copied x2. But OR isn't x1: it says 1 for "
                "(0, 1) too.",
            ),
        ),
    ),
)
