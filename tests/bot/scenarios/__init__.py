"""What people do and see on every platform: one list of scenarios, a stage for each platform."""
