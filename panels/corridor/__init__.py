"""The corridor page: journey, chart, what-if, published times."""
