"""A demo ward that a newcomer can believe: three wards, a year behind them, a season under way."""
