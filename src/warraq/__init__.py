"""Warraq: a publishing platform for news-analysis sites, Arabic-script first."""
