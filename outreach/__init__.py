"""Where, who, and what reached them: places, people, schools, exposures, reach."""
