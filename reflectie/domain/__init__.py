"""Values and pure rules: exercises, the plan through them, and answers. Nothing here does input or output."""
