"""Fiches and exports: one document model, a renderer a format, an exporter a standard."""
