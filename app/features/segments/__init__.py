"""Segments: what those answered who chose certain options of a question."""
