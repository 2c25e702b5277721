"""Reports on paper, by Qt's own printing: for printers and for PDF files."""
