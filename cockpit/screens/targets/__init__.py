"""目标进度: what the analysis of targets says, from the answers. No Streamlit."""
