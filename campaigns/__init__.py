"""What, to whom, when: campaigns, audiences, calendar rules, occurrences."""
