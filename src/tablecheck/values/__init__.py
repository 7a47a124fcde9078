"""A cell's text -> an exact reading: numbers, units, intervals."""
