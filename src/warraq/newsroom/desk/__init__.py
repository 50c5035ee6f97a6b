"""The newsroom's first page: what somebody writes, what waits for them, today's list, what is due, what is wrong."""
