"""Charts of small tables, drawn as SVG without scripts. No framework: docs/charts.md."""
