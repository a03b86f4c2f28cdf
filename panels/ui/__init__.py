"""Pieces of a page that know no subject: choices, filters, citations, links, tables."""
