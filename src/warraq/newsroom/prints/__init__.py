"""Maps and charts as pictures for newspapers, as the draft has them."""
