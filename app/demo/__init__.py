"""The sample survey and its simulated respondents."""

from app.demo.replay import run_demo
from app.demo.report import DemoOptions, DemoReport, print_report

__all__ = ["DemoOptions", "DemoReport", "print_report", "run_demo"]
