"""Texts: what people wrote, one by one, searched and tagged. Only the tags are stored: the log has the texts."""
