"""Projects, their targets, review and approval (项目库、绩效目标、审核、批复)."""
