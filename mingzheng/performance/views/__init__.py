"""Pages of this room: projects of a year, a form in both data sets, writing a form."""

from mingzheng.performance.views.editing import edit, new, stage, submit
from mingzheng.performance.views.reading import download, form, index, year

__all__ = ["download", "edit", "form", "index", "new", "stage", "submit", "year"]
