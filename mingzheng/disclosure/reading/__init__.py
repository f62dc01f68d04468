"""Bytes of any supported file become a RawDocument; what the file is decides its content, never its name."""
