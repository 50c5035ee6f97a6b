"""The audit trail as a report."""
