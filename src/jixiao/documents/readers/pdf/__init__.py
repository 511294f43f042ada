"""Text PDF → lines and tables, read from characters and drawn rulings.

``pdfium`` takes characters and marks out of a page; ``rulings`` and ``grids`` find ruled tables, ``borderless`` those
that are only aligned; ``runs`` and ``cells`` put text together; ``page`` lays a page out; ``continuation`` joins what a
page break cut. :func:`read_pdf` never raises.
"""

from jixiao.documents.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
