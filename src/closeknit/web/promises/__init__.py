"""Promises of both sides: the list, one with its story, and making one in a line. (Written by the lead at 04:47.)"""
