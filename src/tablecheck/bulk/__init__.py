"""Tables of a million reporting units: a screen over columns, exact stages for the rest."""
