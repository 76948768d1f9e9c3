"""Live views: Python sends numbers, the browser paints. `labs` puts them together."""
