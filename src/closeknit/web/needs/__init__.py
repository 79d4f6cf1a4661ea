"""Needs: the list, one with its words, and what people decide about them. (Being written by the lead since 04:25.)"""
