"""History: how results came about, told from the log. Nothing of it is stored: the log is the history."""
