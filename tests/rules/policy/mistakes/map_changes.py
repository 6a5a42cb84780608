"""Mistakes of the data map in what is to happen when rows change: masks, and triggers that people accepted."""

from __future__ import annotations

from tests.rules.policy.mistakes.planting import Mistake, datamap

INQUIRY = "  - name: inquiry\n"
_ASKED_ON = "      yakusoku_meta: {title: {en: Asked on, ja: 問い合わせ日}}\n"
_TRIGGERS = "      acquired_at: asked_on\n"
_DIGEST = f"sha256:{'0' * 64}"


def _mask(name: str, kind: str, override: str) -> Mistake:
    """Return a mask at a column that holds text."""
    meta = f"      fides_meta: {{data_type: string, length: 3, masking_strategy_override: {override}}}\n"
    return datamap(name, kind, (_ASKED_ON, meta + _ASKED_ON))


def _trigger(name: str, kind: str, said: str) -> Mistake:
    """Return an accepted trigger of a table."""
    return datamap(name, kind, (_TRIGGERS, f"{_TRIGGERS}      triggers: {{note: {{{said}}}}}\n"))


CHANGES = (
    _mask("mask-of-random-words", "datamap.mask-strategy", "{strategy: random_string_rewrite}"),
    _mask("mask-that-leaves-the-content", "datamap.mask-strategy", "{strategy: preserve}"),
    _mask("mask-without-a-word", "datamap.mask-value", "{strategy: string_rewrite}"),
    _mask(
        "mask-that-is-too-long",
        "datamap.mask-value",
        "{strategy: string_rewrite, configuration: {rewrite_value: MASKED}}",
    ),
    _mask(
        "mask-that-keeps-an-end",
        "datamap.mask-value",
        '{strategy: hmac, configuration: {format_preservation: {suffix: "@x"}}}',
    ),
    _mask(
        "mask-by-another-hash", "datamap.mask-value", "{strategy: hash, configuration: {algorithm: SHA-512}}"
    ),
    datamap(
        "mask-of-a-number-by-a-word",
        "datamap.mask-type",
        (
            _ASKED_ON,
            "      fides_meta: {data_type: integer, masking_strategy_override: {strategy: hmac}}\n"
            + _ASKED_ON,
        ),
    ),
    datamap(
        "mask-of-whole-rows",
        "datamap.mask-strategy",
        (INQUIRY, INQUIRY + "    fides_meta: {masking_strategy_override: {strategy: null_rewrite}}\n"),
    ),
    _trigger("trigger-without-a-reason", "datamap.missing-key", f'definition: "{_DIGEST}"'),
    _trigger("trigger-without-its-definition", "datamap.missing-key", "reason: notes the day"),
    _trigger(
        "trigger-with-half-a-digest", "datamap.wrong-form", 'reason: notes the day, definition: "sha256:00"'
    ),
)
