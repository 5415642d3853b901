"""The pack of a Monday meeting: what is said, once, and the files that hand it on.

``said.py`` composes the content from a view through the same questions and figures as the screens;
``workbook.py``, ``papers.py`` and ``slides.py`` only write it. No Streamlit.
"""
