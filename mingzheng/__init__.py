"""Mingzheng 明证: runs a city's digital-government bureau and publishes accounts that follow to their records."""

__version__ = "0.1.0"
