"""LotteryLab: the same training from one start, and from hundreds; who finds an answer?"""

from nnlab.labs.lottery.lab import LotteryLab

__all__ = ["LotteryLab"]
