"""Yakusoku (約束): a published privacy policy that runs."""

__version__ = "0.1.0"
