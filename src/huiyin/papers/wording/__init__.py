"""The words of each kind of paper: our own, plain, addressed to the person who has to live with the answer.

One function for each kind, from its values to its body. Provisions, days and dates come from the rulebook and
from the computed values, never from here. `BODIES` is the whole list; a test holds it equal to the rulebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.papers.blocks import Body
from huiyin.papers.wording import conduct, corrections, notices, offices, opinion, repeats, review, sheets
from huiyin.papers.wording.values import Values

BODIES: Mapping[str, Callable[[Values], Body]] = {
    "receipt": notices.receipt,
    "destination_notice": notices.destination_notice,
    "transfer_slip": offices.transfer_slip,
    "assignment_letter": offices.assignment_letter,
    "acceptance_notice": notices.acceptance_notice,
    "path_notice": notices.path_notice,
    "non_acceptance_notice": notices.non_acceptance_notice,
    "extension_notice": notices.extension_notice,
    "extension_approval_sheet": sheets.extension_approval_sheet,
    "handling_opinion": opinion.handling_opinion,
    "opinion_draft_sheet": sheets.opinion_draft_sheet,
    "closing_report": offices.closing_report,
    "service_receipt": sheets.service_receipt,
    "reply": notices.reply,
    "extract": offices.extract,
    "repeat_notice": repeats.repeat_notice,
    "correction_notice": corrections.correction_notice,
    "review_application": review.review_application,
    "review_acceptance_notice": review.review_acceptance_notice,
    "review_refusal_notice": review.review_refusal_notice,
    "file_call_letter": review.file_call_letter,
    "review_investigation_record": review.review_investigation_record,
    "committee_minutes": review.committee_minutes,
    "review_opinion": review.review_opinion,
    "re_review_opinion": review.re_review_opinion,
    "no_more_acceptance_notice": review.no_more_acceptance_notice,
    **conduct.BODIES,
}
