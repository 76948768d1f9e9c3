"""What can be chosen in the lottery, and the shares that were measured."""

import numpy as np

BENDS, WIDTHS, EPOCHS = ("tanh", "relu"), (2, 4, 8), (1_000, 2_000, 10_000)
COUNTS = {"1": 1, "16": 16, "256": 256, "16 × 16 rates": 256}
MAP = "16 × 16 rates"  # 16 starts, each of them at 16 learning rates
RATES = np.geomspace(0.01, 10, 16)
CELLS = 60  # of the chosen network's field, a side
SLICE = 0.025  # seconds of training between two looks at what the reader does
ALIKE = 0.05  # answers that differ by less are the same answer
# Shares measured on twice 2,000 starts, at a learning rate of 0.1 for 10,000 epochs.
MEASURED = {
    ("tanh", 2): 0.64,
    ("tanh", 4): 0.997,
    ("relu", 2): 0.33,
    ("relu", 4): 0.77,
    ("relu", 8): 0.98,
}
