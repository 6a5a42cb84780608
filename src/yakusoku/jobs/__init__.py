"""Durable bursts and nightly work: the only room that knows the job engine."""
