"""Rows of the county's Guide that no other room of tests has as its subject, shown by the rulebook alone."""
