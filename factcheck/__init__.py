"""Wiring: settings, addresses and the web server's door. Owns no behaviour."""
