"""A chart's first picture: the figure that Plotly would draw, as SVG, from what our figures use.

Across it is in % of the plot, so one drawing fits every width and its letters are never stretched;
down it is in px. What a figure has and the picture cannot draw is an error, not left out.
"""
