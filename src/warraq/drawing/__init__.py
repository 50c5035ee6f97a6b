"""What maps and charts are drawn with: widths of words, pictures of what is drawn. No framework."""
