"""What the warehouse holds besides what dbt makes: scripts, and what every view and column means."""
