"""The words of the templates. A part of the HTML edge: shows, never asks the database, never writes."""
