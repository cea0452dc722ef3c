"""Django looks for models here; the page types stand in `pages.py`."""

from content.pages import HomePage

__all__ = ["HomePage"]
