"""The report as one page: table and findings side by side, to be read, printed and handed in."""
