"""The one writer of PDF: a sheet of plain values in, the bytes of an A4 document out."""
