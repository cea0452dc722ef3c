"""From a draft to an edition: a second person looks at exactly what will be published, and approves it."""
