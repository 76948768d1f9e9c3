"""Chapter `digits`: its words (terms.md, predictions.md, exercises.md) and its judges."""
