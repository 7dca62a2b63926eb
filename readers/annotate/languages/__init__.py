"""Names, identity and quotations in other languages than English: rules shared by all, with one data file for each."""
