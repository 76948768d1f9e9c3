"""Chapter 4: what a nudge does to a count, what lies beyond the cliff, and who pushes harder."""

from nnlab.lessons.predict import Choice, Question

PREDICTIONS = (
    Question(
        "loss/count",
        "A network with sigmoids has three of XOR's four rows right, no answer on the edge. You "
        "nudge one weight by a thousandth. What happens to the number of right rows?",
        (
            Choice(
                "it rises or falls a little",
                "It can't: it is a whole number, 3 or 4, never 3.001. That's why it can't say "
                "which way is better. What does move a little is each answer, and so the loss.",
            ),
            Choice(
                "it becomes 4, if I nudge the right way",
                "Only if an answer sat right at the edge of 0.5. Anywhere else, a thousandth is "
                "too little to bring it across. So the count doesn't tell the right way from the "
                "wrong one.",
            ),
            Choice(
                "it stays 3, whichever way I nudge",
                "No answer crosses 0.5, so the count doesn't move. It is flat almost everywhere, "
                "and then it jumps: no slope to follow. A score is needed that answers every "
                "nudge.",
                right=True,
            ),
        ),
    ),
    Question(
        "loss/cliff",
        "The loss is 2w². At a learning rate of 0.49, w jumps from side to side and slowly "
        "settles at 0. What happens at 0.51?",
        (
            Choice(
                "it settles a little faster: the steps are longer",
                "Longer steps help only up to 0.25, where one step lands at the bottom. Beyond, "
                "each step overshoots; at 0.51 it lands further out than it started.",
            ),
            Choice(
                "it settles a little slower",
                "From 0.25 to 0.49 that's what happens: slower and slower. But at 0.5 each jump "
                "is exactly as long as the last one, and beyond that longer.",
            ),
            Choice(
                "it jumps from side to side for ever",
                "That is what happens at exactly 0.5: from w to -w and back. A hair more and each "
                "jump is longer than the last.",
            ),
            Choice(
                "it blows up",
                "Each step takes w to -1.04 w. After 50 steps it is seven times as far out, and "
                "it goes on. The cliff is at 2/a; here a is 4.",
                right=True,
            ),
        ),
    ),
    Question(
        "loss/confident",
        "A sigmoid neuron has z = 8, so it says 0.9997. The target is 0. By which loss is z "
        "pushed back harder?",
        (
            Choice(
                "squared error: squaring makes a large error count more",
                "The error is squared, but it is also sent back through the sigmoid, and that is "
                "flat at z = 8. What arrives is 0.0007: hardly a push.",
            ),
            Choice(
                "cross-entropy",
                "Its slope by z is 0.9997, output minus target. Squared error's is 0.0007, since "
                "the sigmoid is flat there: sure and wrong, and nearly stuck.",
                right=True,
            ),
            Choice(
                "no difference: the neuron is equally wrong",
                "Equally wrong, yes. But a push is how much the *loss* changes when z is nudged. "
                "That is 0.0007 for one and 0.9997 for the other.",
            ),
            Choice(
                "neither: at z = 8 the sigmoid is flat",
                "It is flat, and for squared error that's the end of it. Cross-entropy is steep "
                "just there, so steep that it makes up for the flatness.",
            ),
        ),
    ),
)
