"""Measures the engine on files of questions: for whoever changes the library or the engine."""
