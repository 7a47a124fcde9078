"""Forms, tables and layouts made from a seed, and the laws that hold for all of them."""
