"""Fits the splitter's models to parsed and labelled text. Only the training command imports it."""
