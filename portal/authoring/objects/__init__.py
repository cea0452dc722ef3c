"""The objects that staff edit: topics, what is shown with an answer, figures, questions, kinds of goods."""
