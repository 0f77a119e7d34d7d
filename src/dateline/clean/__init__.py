"""Cleaning: the text's normal form, and what each stretch of it is. Nothing is cut, it is labelled."""

from dateline.clean.blocks import fill_blocks, label_blocks
from dateline.clean.normalise import nfc
from dateline.clean.rules import BlockRules, compile_rules

__all__ = ["BlockRules", "compile_rules", "fill_blocks", "label_blocks", "nfc"]
