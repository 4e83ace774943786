"""The large-print sheet for whoever reads live: A4, one sentence a paragraph, nothing cut."""

from media.script_sheet.paper import pdf
from media.script_sheet.values import SIZES, Sheet
from media.script_sheet.word import docx

__all__ = ["SIZES", "Sheet", "docx", "pdf"]
