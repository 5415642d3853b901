"""DataFrame to Plotly figure: one template, in the page's colours. No SQL, no Streamlit."""
