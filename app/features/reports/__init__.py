"""Reports: a session's answers and results as files, made by workers, kept for a while, given out by signed links."""
