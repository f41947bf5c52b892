"""Django admin over the same services as every other edge."""
