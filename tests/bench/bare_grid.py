"""The bare Streamlit page with a grid of 500 rows: one changed cell changes one word, the yardstick for `/edit`.

Run it alone with ``streamlit run tests/bench/bare_grid.py``.
"""

import pandas as pd
import streamlit as st

ROWS, COLUMNS = 500, 11
cells = pd.DataFrame({f"column_{n}": [f"cell {row} {n}" for row in range(ROWS)] for n in range(COLUMNS)}, dtype="str")
written = st.data_editor(cells, key="grid", num_rows="dynamic", hide_index=True, height=360)
with st.container(key="word"):
    st.text(" ".join(written.to_numpy()[(written != cells).to_numpy()]) or "nothing")
