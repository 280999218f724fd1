"""The roof: settings, menu, home, duties of a public site."""

VERSION = "0.1.0"
