"""Where each item of the form stands in the file."""
