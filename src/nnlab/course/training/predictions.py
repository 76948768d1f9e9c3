"""Chapter 6: an equal start, the seed lottery, and what a share can't tell."""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "training/equal",
        "A 2-4-1 network starts with every weight and bias at 0.5. It trains on XOR for thousands "
        "of epochs. What becomes of its four hidden neurons?",
        (
            Choice(
                "they share the work: each finds something of its own",
                "For that, something would have to tell them apart. Same numbers, same inputs, "
                "same link to the output: the same blame, and the same step. For ever.",
            ),
            Choice(
                "they change, and stay equal to each other",
                "Same numbers, same blame, same step. Four neurons that are one: more training "
                "doesn't help, and more neurons don't either. A random start does.",
                right=True,
            ),
            Choice(
                "nothing: they stay at 0.5",
                "There is blame, so they do move; the loss even falls. But they move "
                "together. (With zeros everywhere, the hidden ones really stay.)",
            ),
            Choice(
                "rounding errors soon drive them apart",
                "The same operations on the same numbers give the same digits, errors included. "
                "Where the order of an addition differs, a last digit may, and that takes very "
                "long to grow.",
            ),
        ),
    ),
    Question(
        "training/lottery",
        "You held XOR in two hidden neurons by hand. Now 2-2-1 networks with relu start from 100 "
        "random places and train for 10,000 epochs. How many of them solve XOR?",
        (
            Choice(
                "all, or nearly all: the solution is there",
                "It is there, but that doesn't say that the way downhill leads to it. Two out of "
                "three get stuck on a plateau.",
            ),
            Choice(
                "about two in three",
                "That is what tanh does with two hidden neurons. relu is flat on one side: a "
                "neuron that is off for every row gets no blame, and never comes back.",
            ),
            Choice(
                "about one in three",
                "The rest stop on a plateau, most of them at 1/6: three points that the network "
                "can't tell apart. With four hidden neurons it's three in four, with eight nearly "
                "all.",
                right=True,
            ),
            Choice(
                "none: two neurons are too few to learn with",
                "They are few, and it often fails. But about one start in three is lucky enough.",
            ),
        ),
    ),
    Question(
        "training/share",
        "Two versions of the same code train from 200 random starts. One solves XOR 155 times, "
        "the other 153 times. Which one has the right gradient?",
        (
            Choice(
                "the first: it solves more",
                "Two more of 200 are chance: with other starts it could be ten fewer. As it "
                "happens, this one's gradient is wrong by a factor of two.",
            ),
            Choice(
                "both: they do equally well",
                "Equally well, and yet one of them is wrong by a factor of two. Training forgives "
                "a lot.",
            ),
            Choice(
                "the numbers can't tell",
                "Of 200 starts, ±13 is chance. And a wrong gradient often points roughly downhill. "
                "Ask the gradient check: it takes one sample and no luck.",
                right=True,
            ),
            Choice(
                "neither: right code would solve it every time",
                "Right code can be unlucky: relu with four hidden neurons gets stuck from about "
                "one start in four.",
            ),
        ),
    ),
)
