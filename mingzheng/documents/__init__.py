"""One way for all rooms to make files for people (docx, pdf, xlsx, html, md) and to read sheets with row errors.

A room builds a `model.Document` once; each renderer here turns it into one format. Start reading in `docs.md`.
"""
