"""The console script: thin commands, each in a module that is imported only when it is called."""

from app.cli.group import main

__all__ = ["main"]
