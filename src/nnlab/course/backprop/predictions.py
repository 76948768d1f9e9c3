"""Chapter 5: the sign of a blame, the wrong recipe, and the size of a nudge."""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "backprop/sign",
        "The output is too high: the blame of its sum is +0.3. The link from hidden neuron h has "
        "the weight -2. What is the blame of h?",
        (
            Choice(
                "+ : the output is too high, so all before it should come down",
                "More of h makes this output *lower*, since its weight is below 0. So h should "
                "go up, and its blame is negative: 0.3 · (-2) = -0.6.",
            ),
            Choice(
                "− : a little more of h lowers the output, and so the loss",
                "0.3 · (-2) = -0.6. A blame below 0 means: a nudge up lowers the loss. Blame is "
                "no guilt, it is how much the loss would change.",
                right=True,
            ),
            Choice(
                "0 : h didn't make the mistake, the output did",
                "Blame is how much the loss changes when h is nudged. The output hears h through "
                "a weight of -2, so a nudge does change it.",
            ),
        ),
    ),
    Question(
        "backprop/recipe",
        "The recipe for the sigmoid's slope expects z. An article feeds it a instead, in every "
        "neuron. What will you see while it trains?",
        (
            Choice(
                "the loss rises",
                "Each slope has the wrong size, but it is above 0, as the right one is. For an "
                "output neuron the step still goes downhill. The loss fell in the article, too.",
            ),
            Choice(
                "NaN",
                "All the numbers stay small: what comes out lies between 0.19 and 0.25. That's "
                "the trouble: it looks all right.",
            ),
            Choice(
                "the loss falls, as if nothing were wrong",
                "The sign is right, only the sizes are wrong: twice too large at z = 2, eighty "
                "times at z = 6. A falling loss doesn't prove a gradient right. Nudging shows it.",
                right=True,
            ),
            Choice(
                "nothing: σ'(z) and a(1 − a) are the same number",
                "They are. But a in the recipe for z gives neither: it bends twice. At z = 2 "
                "that's 0.207 instead of 0.105.",
            ),
        ),
    ),
    Question(
        "backprop/nudge",
        "You find a slope by nudging both ways, (L(w+h) − L(w−h)) / 2h. You make h smaller and "
        "smaller: 0.1, 0.001, ... down to 0.000000000001. What happens to the error?",
        (
            Choice(
                "it gets smaller and smaller: that's what a slope is, on paper",
                "On paper, yes. In the computer L has about 16 digits. The smaller the nudge, the "
                "fewer of them differ, and dividing by a tiny h blows up what's left.",
            ),
            Choice(
                "it gets larger: small differences can't be trusted",
                "At first it gets smaller: a wide nudge sees the curve's bending. Only below about "
                "0.00001 do the missing digits win.",
            ),
            Choice(
                "it falls, then rises again",
                "A U: too wide, and the curve bends within the nudge; too narrow, and the digits "
                "run out. The best lies near 0.00001.",
                right=True,
            ),
            Choice(
                "it stays the same",
                "Only for a straight line. A loss is curved, so the nudge's width matters, and so "
                "do the computer's digits.",
            ),
        ),
    ),
)
