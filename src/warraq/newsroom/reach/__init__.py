"""Who may do what where: Wagtail's rights by section, narrowed to forms of stories and, for a person, to sections."""
