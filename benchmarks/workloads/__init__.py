"""One module a workload: its task, who takes part, and the figures it is to reach."""

ORDER = [
    "xor_by_sample",
    "xor_full_batch",
    "circles",
    "circles_linear",
    "digits",
    "images",
    "sweep",
    "recording",
    "steps",
]
