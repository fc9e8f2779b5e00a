"""What those who look after the knowledge can do, whatever platform they are on.

Nothing is imported here: work that runs in a process of its own needs little of it.
"""
