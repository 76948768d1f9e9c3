"""Labs: live views of the reader's own objects. Wiring only; no formula lives here."""
