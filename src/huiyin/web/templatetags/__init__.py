"""Tags for pages: `{% load huiyin %}`."""
