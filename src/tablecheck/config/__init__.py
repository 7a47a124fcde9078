"""tablecheck.toml, or ``[tool.tablecheck]`` of pyproject.toml: what a project has settled."""
