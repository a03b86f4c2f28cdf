"""The bare Streamlit page with a slider that changes one word: the yardstick for the sliders of the corridor page.

Run it alone with ``streamlit run tests/bench/bare_slider.py``.
"""

import streamlit as st

STEP = 5
percent = st.slider("Move", 0, 100, 100, step=STEP, key="move")
with st.container(key="word"):
    st.text("east" if percent // STEP % 2 else "west")
