"""The small encoder that reads each text once: what it sees tells names (`names`) and who speaks (`quotes`)."""
