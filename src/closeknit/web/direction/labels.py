"""How the codes of profiles and forecasts are said on members' pages."""

from closeknit.kit.look.rows import Mark

OUTCOMES = {"came_true": "came true", "did_not": "did not", "untold": "cannot be told"}
OUTCOME_MARKS: dict[str, Mark] = {"came_true": "good", "did_not": "against", "untold": "unknown"}
