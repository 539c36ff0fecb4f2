"""Exports: final answers as files, with a codebook, and who has how many points; read from the log itself."""
