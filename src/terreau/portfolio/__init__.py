"""Every record that two steps share: projects, documents, passages, judgements, organisations."""
