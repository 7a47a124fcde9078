"""``python -m tablecheck``: the same as the command."""

from tablecheck.cli import run

if __name__ == "__main__":
    run()
