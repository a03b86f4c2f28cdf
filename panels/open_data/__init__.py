"""Tables and rows by address, for programs that read them: no session, no Streamlit."""
