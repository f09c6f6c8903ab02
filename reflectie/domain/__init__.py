"""Values and pure rules: exercises, the plan through them, and what a person wrote. Nothing here does input or output."""
