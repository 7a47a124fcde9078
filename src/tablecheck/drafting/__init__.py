"""A form drafted from tables that somebody filled, or left blank."""
