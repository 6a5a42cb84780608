"""Ids, periods, money, texts, errors, files and the glossary: imports no other room."""
