"""Breaking news: begun and ended in a few clicks."""
