"""One file, one check; a file in this folder is its registration."""
