"""Chapter `playground`: its words (terms.md, predictions.md, exercises.md) and its judges."""
