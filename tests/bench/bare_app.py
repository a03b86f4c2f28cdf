"""The bare Streamlit page: one button that changes one word.

Nothing can answer faster than this on the same server and browser, so it is the yardstick for everything
that has to go through the server. Run it alone with ``streamlit run tests/bench/bare_app.py``.
"""

import streamlit as st

st.session_state.setdefault("turns", 0)
if st.button("Change the word", key="change"):
    st.session_state.turns += 1
with st.container(key="word"):
    st.text("east" if st.session_state.turns % 2 else "west")
