"""An empty Streamlit app: what any page costs before it shows anything."""

import streamlit as st

st.write("空")
