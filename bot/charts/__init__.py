"""Draws charts: the only place that knows the drawing library, which is loaded with the first chart."""
