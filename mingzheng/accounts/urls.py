"""Addresses of this room, below `accounts/`."""

from __future__ import annotations

from django.urls import path

from mingzheng.accounts import views

app_name = "accounts"
book = "<slug:unit>/<int:year>/"
figure = f"{book}figures/<str:source>/<str:row>/<str:column>/"

urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_file, name="import"),
    path("import/<str:kind>.<str:file_format>", views.import_template, name="template"),
    path("batches/<int:pk>/undo/", views.undo, name="undo"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path(book, views.tables, name="tables"),
    path(f"{book}tables.xlsx", views.tables_xlsx, name="tables_xlsx"),
    path(f"{book}budget/", views.budget, name="budget"),
    path(f"{book}facts/", views.facts, name="facts"),
    path(figure, views.figure, name="figure"),
    path(f"{figure}entries.csv", views.figure_csv, name="figure_csv"),
]
