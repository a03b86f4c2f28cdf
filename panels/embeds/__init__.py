"""Light pages that may stand in those of others: no session, no Streamlit."""
