"""DataFrame to Plotly figure: one template, light and dark. No SQL, no Streamlit."""
