"""The only place that constructs services, repositories and clients: one module per kind of process."""
