"""Surveys: drafts, immutable published versions, and the question types."""
