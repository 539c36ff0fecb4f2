"""Vertical slices; the same file names in each: model, schemas, repository, service, routes."""
