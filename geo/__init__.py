"""The subject itself: places, crossings, corridors and what is known about them.

Nothing in this package imports Streamlit; it reads tables, checks them and answers questions.
"""
