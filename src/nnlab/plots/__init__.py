"""Pictures: `plot_*(numbers or core objects, *, ax) -> ax`. They draw and compute nothing taught."""
