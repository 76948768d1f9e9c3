"""Chapter 1: is it an AND gate, what does the bias do, and can one neuron be XOR?

Every wrong choice is a mistake that readers do make; its reply says what went wrong in it.
"""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "neuron/and",
        "A tutorial calls the neuron with weights (½, ½) and bias 0 an AND gate. It says 1 when "
        "its sum is above 0. For which inputs does it say 1?",
        (
            Choice(
                "only for (1, 1), as an AND gate should",
                "For (0, 1) the sum is ½·0 + ½·1 + 0 = ½. That is above 0 already, so it says 1 "
                "there too. The name AND came from the tutorial, not from the sum.",
            ),
            Choice(
                "for (0, 1), (1, 0) and (1, 1)",
                "One input at 1 gives ½, above 0; two give 1. Only (0, 0) gives 0, which is not "
                "above 0. That is OR, whatever the tutorial calls it.",
                right=True,
            ),
            Choice(
                "for all four",
                "For (0, 0) the sum is exactly 0, and 0 is not above 0. On the line the neuron "
                "says 0. For the other three you are right.",
            ),
            Choice(
                "for none: ½ + ½ is 1, and the sum has to be more than 1",
                "The limit isn't 1, it is 0. A limit of another size is what the bias is for: "
                "“more than 1” is a bias of −1. Here the bias is 0, so ½ is enough.",
            ),
        ),
    ),
    Question(
        "neuron/bias",
        "The weights are (1, 1), so the arrow points up and to the right. You lower the bias from "
        "−0.5 to −1.5. What happens to the line?",
        (
            Choice(
                "it turns",
                "Only the weights turn it. Its direction is that of the arrow, and the arrow is "
                "made of w1 and w2 alone. Here they stay as they are, so it shifts.",
            ),
            Choice(
                "it moves along the arrow, towards (1, 1)",
                "The bias pulls every sum down by 1. A point now needs more from its inputs to "
                "get above 0, so the line moves the way the arrow points. OR has become AND.",
                right=True,
            ),
            Choice(
                "it moves against the arrow, towards (0, 0)",
                "It's natural to think that lower means back. But with a lower bias, fewer points "
                "get above 0: the side that says 1 shrinks, so the line moves forward, along the "
                "arrow.",
            ),
            Choice(
                "it stays; only the sums get smaller",
                "All sums do get smaller, by 1. But the line is where the sum is 0, and that is "
                "now somewhere else: on x1 + x2 = 1.5, not on x1 + x2 = 0.5.",
            ),
        ),
    ),
    Question(
        "neuron/xor",
        "XOR says 1 when exactly one of the two inputs is 1. Can you turn w1, w2 and b so that "
        "one neuron does that?",
        (
            Choice(
                "yes, with patience: some three numbers will do it",
                "You can search as long as you like. With three of the four rows right, the "
                "fourth is always wrong. A proof of four lines says why.",
            ),
            Choice(
                "yes, with one positive and one negative weight",
                "With (1, −1) the neuron sees x1 without x2, and says 1 at (1, 0). But then it "
                "says 0 at (0, 1). It gets one of the two sides of XOR, never both.",
            ),
            Choice(
                "yes, but only with a smooth bend, such as the sigmoid",
                "A smooth bend makes the edge soft. The edge itself is still one straight line, "
                "and that is what XOR can't be cut by.",
            ),
            Choice(
                "no: no three numbers do it",
                "The two 1s sit at opposite corners, and so do the two 0s. One straight line "
                "can't part them. What can is the story of the next two chapters.",
                right=True,
            ),
        ),
    ),
)
