"""The clock door: what happens later or on a timetable. Each job calls one operation."""
