"""The newsroom's own search, in choosers and lists: Wagtail's index, holding and asked for analysed words."""
