"""Many files: spread over processes or a cluster, in order, each apart from the others."""
