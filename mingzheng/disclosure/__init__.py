"""The published report: composed from accounts and performance, read from anybody's file, and audited.

Reading, equations and rules are pure (`rules/`); commands and pages translate.
"""
