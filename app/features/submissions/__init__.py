"""Submissions: answers that arrive once, as entries of the append-only log."""
