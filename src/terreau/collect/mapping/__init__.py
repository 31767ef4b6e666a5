"""From the columns of a table to the fields of a project: proposed, confirmed, remembered."""
