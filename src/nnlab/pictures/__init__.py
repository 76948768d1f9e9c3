"""What is drawn: from numbers to marks, plain data that `plots` prints and `live` paints."""
