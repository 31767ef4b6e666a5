"""How everything looks: base templates, components, static files and error pages."""
