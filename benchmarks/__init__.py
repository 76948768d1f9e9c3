"""nnlab beside its peers, on the same work: `python3 lab.py bench`, or `python -m benchmarks`."""
