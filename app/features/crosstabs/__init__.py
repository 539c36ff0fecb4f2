"""Crosstabs: the answers to one question by the answers to another."""
