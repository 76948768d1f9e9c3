"""Chapter 6a: when to stop, two fair races."""

from nnlab.lessons.judging import Parts, Values

JUDGES = {
    "pace/patience": (Parts(stop=Values(9), keep=Values(6)), (9, 6)),
    "pace/batches": (Parts(epochs=Values(40_000, within=0.5), rate=Values(0.4)), (40_000, 0.4)),
}
