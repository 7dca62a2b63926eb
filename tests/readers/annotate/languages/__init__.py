"""Tests of the annotator in other languages than English."""
