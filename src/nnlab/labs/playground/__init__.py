"""Playground: choose data, inputs, layers and how to learn; watch what becomes of it."""
