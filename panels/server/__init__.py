"""What our own server adds to Streamlit: headers, cached files, start-up."""
