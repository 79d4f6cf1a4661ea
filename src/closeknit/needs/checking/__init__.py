"""Blind checks of needs: sentences drawn at random, a few needs beside each, and which of them people say it stands for."""
