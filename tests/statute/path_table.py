"""The Guide's three lists as a table that a lawyer can read: one line a lawful path (requirements 3a, 3b, 3c).

Each line: the item of the list, its requirement, in what people come, under which item of R22 31 it falls, the
other law's procedure, the last day to apply if the event was on 2 March 2026 (empty: that law has no number),
and the day by which it is to be decided if it was handed over on 16 March 2026 (empty: that law names none).
"""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One lawful path."""

    item: str
    row: str
    situation: str
    path: str
    procedure: str
    apply_by: str
    decided_by: str


TABLE = """
L1   S0-059  dispute              31[2]  arbitration                       -           -
L1   S0-059  dispute              31[1]  civil-litigation                  2029-03-02  2026-09-16
L2   S0-060  act                  31[4]  reconsideration                   2026-05-06  2026-05-15
L2   S0-060  act                  31[1]  litigation                        2026-09-02  2026-09-16
L2   S0-060  reconsidered         31[1]  litigation-after-reconsideration  2026-03-17  2026-09-16
L2   S0-060  silence              31[1]  litigation-duty                   -           2026-05-18
L3   S0-061  ownership            31[4]  ownership-ruling                  -           2026-09-16
L3   S0-061  ownership-decided    31[4]  reconsideration                   2026-05-06  2026-05-15
L3   S0-061  ownership-decided    31[1]  ownership-suit                    2026-04-01  -
L4   S0-062  land-contract        31[2]  land-arbitration                  2028-03-02  2026-05-15
L4   S0-062  land-contract        31[1]  civil-litigation                  2029-03-02  2026-09-16
L4   S0-062  land-award           31[1]  land-award-suit                   2026-04-01  -
L5   S0-063  employment           31[2]  labour-arbitration                2027-03-02  2026-04-30
L5   S0-063  labour-award         31[1]  labour-award-suit                 2026-03-17  -
L5   S0-063  labour-award         31[1]  labour-award-setaside             2026-04-01  -
L6   S0-064  social-insurance     31[4]  reconsideration                   2026-05-06  2026-05-15
L6   S0-064  social-insurance     31[1]  litigation                        2026-09-02  2026-09-16
L7   S0-065  award                31[1]  award-setaside                    2026-06-02  2026-05-18
L8   S0-066  judgment-civil       31[1]  civil-retrial                     2026-09-02  2026-06-16
L8   S0-066  judgment-civil       31[1]  civil-supervision                 -           2026-06-16
L9   S0-067  judgment-other       31[1]  administrative-retrial            2026-09-02  -
L9   S0-067  judgment-other       31[1]  administrative-supervision        -           -
L9   S0-067  judgment-other       31[1]  criminal-petition                 -           -
L10  S0-068  compensation         31[4]  state-compensation                2028-03-02  2026-05-18
L10  S0-068  compensation-decided 31[1]  compensation-suit                 2026-06-02  -
L11  S0-069  judgment-fresh       31[1]  civil-appeal                      2026-03-17  -
L11  S0-069  judgment-fresh       31[1]  administrative-appeal             2026-03-17  2026-06-16
L11  S0-069  enforcement          31[1]  execution                         2028-03-02  2026-09-16
L11  S0-069  court-decision       31[1]  court-reconsideration             -           -
L11  S0-069  not-filed            31[1]  police-reconsideration            2026-03-09  2026-04-15
L11  S0-069  not-filed            31[1]  criminal-filing                   -           -
A1   S0-075  licence              31[4]  licence                           -           2026-04-14
A2   S0-076  breach               31[4]  penalty                           -           2026-06-15
A3   S0-077  ownership            31[4]  ownership-ruling                  -           2026-09-16
A3   S0-077  land-taking          31[4]  ruling                            -           -
A4   S0-078  payment              31[4]  payment                           -           -
A5   S0-079  proof                31[4]  confirmation                      -           -
A5   S0-079  work-injury          31[4]  injury-recognition                2027-03-02  2026-05-15
A6   S0-080  land-taking          31[4]  expropriation                     -           -
A7   S0-081  unpaid-wages         31[5]  labour-inspection                 -           2026-06-11
A7   S0-081  inspection           31[5]  perform-duty                      -           2026-05-18
A8   S0-082  coercion             31[5]  coercion                          -           -
A9   S0-083  disclosure           31[4]  disclosure                        -           2026-04-14
A10  S0-084  sme                  31[4]  sme-payment                       -           2026-04-15
A10  S0-084  statute-organ        31[4]  other-administrative              -           -
O1   S0-106  traffic              31[1]  traffic-recheck                   2026-03-05  -
O2   S0-107  medical              31[4]  medical-reappraisal               2026-03-17  2026-04-30
O2   S0-107  occupational         31[4]  occupational-appraisal            2026-04-01  -
O2   S0-107  capacity             31[4]  capacity-reappraisal              2026-03-17  2026-05-15
O2   S0-107  forensic             31[4]  judicial-reappraisal              -           -
O3   S0-108  valuation            31[4]  valuation-review                  2026-03-12  2026-03-26
O3   S0-108  valuation            31[4]  valuation-appraisal               2026-03-12  2026-03-26
O5   S0-110  personnel            31[4]  personnel-review                  2026-04-01  2026-04-15
O6   S0-111  party                31[3]  party-appeal                      -           -
O6   S0-111  statute-appraisal    31[4]  other-statutory                   -           -
"""

LINES = tuple(
    Line(*("" if cell == "-" else cell for cell in text.split())) for text in TABLE.strip().splitlines()
)
