"""Letters and overviews as people get them: HTML for the screen, DOCX for the office, PDF/UA for the record."""
