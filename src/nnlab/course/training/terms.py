"""The words of chapter 6."""

from nnlab.lessons.glossary import Term

TERMS = (
    Term(
        "epoch",
        "Once through all samples: the whole book. It is one step with the full batch, and as "
        "many as there are samples with one at a time.",
        "steps an epoch = samples / batch size, rounded up",
        "More epochs aren't more data: it's the same book again.",
        ("epochs",),
    ),
    Term(
        "batch",
        "The samples that one step looks at: a page of the book. Their gradients are averaged.",
        "gradient of a batch = mean of its samples' gradients",
        "At the same rate a full batch doesn't go as far in an epoch: it takes one averaged step "
        "where single samples take one each.",
        ("batch size", "mini-batch", "full batch"),
    ),
    Term(
        "shuffling",
        "A new order of the samples in each epoch, so that the order teaches nothing.",
        "shuffle=True",
        "It changes nothing with the full batch. And it never parts a sample from its target.",
        ("shuffle",),
    ),
    Term(
        "training",
        "The loop: forward, loss, backward, a step; and again, for many epochs.",
        "for each batch: train_step(network, X, y, loss, optimizer)",
        "It finds a low place near its start, not the lowest there is.",
        ("training loop", "fit", "learning"),
    ),
    Term(
        "optimizer",
        "The rule that turns gradients into a step. SGD takes learning rate times gradient; Adam "
        "keeps a pace of its own for each parameter.",
        "SGD: p = p - rate · gradient",
        "It doesn't know the data, and can't mend a wrong gradient.",
        ("SGD", "Adam", "stochastic gradient descent"),
    ),
    Term(
        "momentum",
        "A heavy ball: each step keeps a part of the last one. It runs on where the way is long "
        "and straight, and swings where it is curved.",
        "v = momentum · v + gradient;  p = p - rate · v",
        "It isn't a higher learning rate. With a momentum of 0.9 a steady slope is walked ten "
        "times as fast, so the rate that worked before may now be too high.",
    ),
    Term(
        "plateau",
        "A stretch where the loss hardly falls. XOR's are at 1/4, 1/6 and 1/8: four, three or two "
        "points that the network can't tell apart, so that it answers their mean.",
        "1/4 = 4·(½)²/4;  1/6 = (⅓² + ⅓² + ⅔²)/4;  1/8 = 2·(½)²/4",
        "It isn't always the end: some are left after a long time. And a loss near 1/8 isn't "
        "nearly solved, it's two points wrong.",
        ("plateaus", "stuck"),
    ),
    Term(
        "dead relu",
        "A relu neuron whose sum is below 0 for every sample. Its answer and its slope are 0 "
        "everywhere, so no blame reaches its weights.",
        "z <= 0 for all samples: d_z = 0",
        "It can't come back by itself. A neuron that is off for some of the samples isn't dead.",
        ("dead neuron", "dying relu"),
    ),
    Term(
        "symmetry",
        "Neurons of a layer that start alike get the same blame and take the same step, so they "
        "stay alike. A random start breaks it.",
        "equal numbers in, equal numbers out",
        "More neurons don't help, and neither does more training: four that are one are worth one.",
        ("equal start", "equal starts", "symmetry breaking"),
    ),
    Term(
        "seed",
        "The number that a random generator starts from. The same seed draws the same start.",
        "Network([2, 4, 1], tanh, rng=0)",
        "It is no setting to be tuned. If only one seed works, that's luck, and the next data "
        "will need another.",
        ("seed lottery",),
    ),
    Term(
        "scale of the start",
        "How large the first weights are. Too small: hardly any blame gets through, and all "
        "neurons do much the same. Too large: every bend is flat.",
        "glorot: within √(6 / (n_in + n_out))",
        "Biases needn't be random: different weights are enough to tell the neurons apart.",
        ("glorot", "he"),
    ),
    Term(
        "convergence",
        "Training settles: the steps get smaller and the loss hardly changes.",
        "slope → 0, so step → 0",
        "Settled doesn't mean solved: a plateau is settled, too. And with a sigmoid and targets 0 "
        "and 1 the loss never is 0: that would need infinite weights.",
        ("converges", "never reaches zero"),
    ),
)
