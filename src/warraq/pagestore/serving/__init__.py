"""The process in front: sends stored pages and files, passes everything else on. Imports no framework."""
