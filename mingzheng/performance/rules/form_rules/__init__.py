"""The rules E1 … E18, a file for each subject: money, marks, the fund block, single indicators, pairs, goal texts."""
