"""The only place that constructs services, repositories and clients."""

from app.wiring.web import WebServices, running_web

__all__ = ["WebServices", "running_web"]
