"""Bytes of a written report (text, Word, PDF) → a document of numbered paragraphs and tables; no meaning yet."""
