"""Report -> text or bytes."""
