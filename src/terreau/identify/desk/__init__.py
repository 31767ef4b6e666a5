"""The desk: what people are asked, one question at a time, and what their answers change."""
