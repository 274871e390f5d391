"""What is indexed of a meeting, and the analysis that documents and queries share."""
