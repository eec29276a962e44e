"""The benchmarks, and what they compare with. Everything is a ratio, measured side by side in one run."""
