"""Home, lists with facets, project and actor pages, the static site."""
