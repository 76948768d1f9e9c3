"""Chapter `pace`: its words (terms.md, predictions.md, exercises.md) and its judges."""
