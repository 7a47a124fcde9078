"""Which cell is most likely wrong."""
