"""What a table should hold: the form's model, its loader, its expressions."""
