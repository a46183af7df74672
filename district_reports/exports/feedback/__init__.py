"""What the sender of a submission gets back: findings in words, a workbook, their own file marked."""
