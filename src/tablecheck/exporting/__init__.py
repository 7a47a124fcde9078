"""A form said in other languages, so that it is no dead end: JSON Schema and VTL."""
