"""Who may open what: every route by name, with the methods it answers and whom it lets in.

Whoever is not let in finds a 404 (an object that is not theirs), a 403 (a page that is not for them) or the door (to
sign in first: a redirect, the sign-in page, or 401 for programs). `test_access_matrix` tries every cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tests.builders.office import CODE
from tests.security.access_world import (
    ENDED,
    NOBODY,
    OFFICES,
    OTHER_PROGRAM,
    OWNER,
    PARTS,
    PROGRAM,
    STRANGER,
)  # fmt: skip

OFFICERS = frozenset(f"{where}.{function}" for where in OFFICES for function in PARTS)
WORKING = [function for function in PARTS if function != "adviser"]  # an adviser reads no dossier of an office
CITIZENS = frozenset({OWNER, STRANGER, ENDED})
PROGRAMS = frozenset({PROGRAM, OTHER_PROGRAM})
EVERYBODY = OFFICERS | CITIZENS | PROGRAMS | {NOBODY}


def at(where: str, *functions: str) -> frozenset[str]:
    return frozenset(f"{where}.{one}" for one in functions or WORKING)


def everywhere(*functions: str) -> frozenset[str]:
    return frozenset(f"{where}.{one}" for where in OFFICES for one in functions)


# Who reads the dossiers of phường Kinh Bắc: its own people, and the inspector of the province.
READERS = at("own") | at("parent", "inspector")
# An administrator's post appoints people and repairs; it opens nobody's papers and personal data.
WORKERS = READERS - at("own", "administrator")
ADMINISTRATORS = everywhere("administrator")
OWN_ADMINISTRATORS = at("own", "administrator") | at("parent", "administrator")
WHOLE = at("parent", "administrator")
MANAGERS = everywhere("approver", "desk_head", "inspector")
LEADERS = everywhere("approver", "desk_head")
ADVISERS = everywhere("adviser")


@dataclass(frozen=True, slots=True)
class Route:
    """Whom a route lets in by which methods; what those find who are not let in; which places its address takes.

    `hidden_from` find a 404 where other officers find what `officers` says. `writers` are the only ones for whom the
    request may try to write, where more are let in to be told that they may not.
    """

    methods: str
    open_to: frozenset[str]
    officers: str = "404"
    citizens: str = "404"
    strangers: str = "door"
    hidden_from: frozenset[str] = frozenset()
    writers: frozenset[str] = EVERYBODY
    is_api: bool = False
    uses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    query: str = ""


def expected(person: str, route: Route) -> str:
    """What somebody finds at a route."""
    if person in route.open_to:
        return "open"
    if route.is_api:
        return "404" if person in PROGRAMS else route.strangers
    if person == NOBODY or person in PROGRAMS:
        return route.strangers
    if person in CITIZENS:
        return route.citizens
    return "404" if person in route.hidden_from else route.officers


BOTH = "GET POST"
PUBLIC, PUBLIC_FORM, PUBLIC_POST = Route("GET", EVERYBODY), Route(BOTH, EVERYBODY), Route("POST", EVERYBODY)
PERSONAL, PERSONAL_FORM = Route("GET", OFFICERS | CITIZENS), Route(BOTH, OFFICERS | CITIZENS)
OWNERS, OWNERS_FORM = Route("GET", frozenset({OWNER})), Route(BOTH, frozenset({OWNER}))
# What somebody has begun to fill in stays theirs to look at; that it can no longer be sent is told in test_mandates.
DRAFT = Route(BOTH, frozenset({OWNER, ENDED}))
NOWHERE = Route(BOTH, frozenset(), strangers="404")


def staff(methods: str = "GET", open_to: frozenset[str] = OFFICERS, **more: Any) -> Route:
    """A page of officers: a citizen is told that it is not for them, an officer beyond `open_to` finds nothing."""
    return Route(methods, open_to, citizens="403", **more)


def managers(methods: str = "GET", open_to: frozenset[str] = MANAGERS, **more: Any) -> Route:
    """A page of those who lead or oversee."""
    return Route(methods, open_to, "403", "403", **more)


def administrators(methods: str = BOTH, open_to: frozenset[str] = OWN_ADMINISTRATORS, **more: Any) -> Route:
    """A page of administrators; what is beyond their subtree does not exist for them."""
    return Route(methods, open_to, "403", "403", hidden_from=ADMINISTRATORS, **more)


def programs(methods: str = "GET", open_to: frozenset[str] = PROGRAMS, **more: Any) -> Route:
    """An address for programs: a session opens nothing there."""
    return Route(methods, open_to, is_api=True, **more)


def each(pattern: str, names: str, route: Route) -> dict[str, Route]:
    """Several routes of one kind: the pattern with each of the names in the place of its star."""
    return {pattern.replace("*", one): route for one in names.split()}


OWN = frozenset({PROGRAM})
ABOUT_WORDS = {"kind": "kind_of_message"}
AT_COUNTER = {"draft_id": "at_counter"}
NONE: frozenset[str] = frozenset()
VERBS = (
    "accept refuse request_supplement request_further_supplement answer_supplement request_obligation "
    "confirm_obligation assign forward send_back consult answer_consultation submit_for_approval issue send_for_redo "
    "hand_over withdraw grant_withdrawal decline_withdrawal stop extend correct reassign"
)

ROUTES: dict[str, Route] = {
    "language": PUBLIC,
    **each("public:*", "home search procedures procedure blank_form lookup progress privacy", PUBLIC),
    **each("public:*", "accessibility offline offline_worker health robots favicon", PUBLIC),
    **each("public:*", "offline_draft seal_key", PUBLIC),
    "public:check_file": PUBLIC_FORM,
    # Only what a provider has signed is heard, whoever is signed in.
    "public:provider_told": Route("POST", NONE, officers="door", citizens="door"),
    "public:photograph": NOWHERE,  # of a token that is none; of one that is: tests/pages/applicant/test_paper_bridge
    "public:verify": Route("GET", frozenset(), strangers="404"),
    **each("applicant:*", "sign_in forgotten sign_up", PUBLIC_FORM),
    **each("applicant:*", "by_code sign_out", PUBLIC_POST),
    "applicant:shared": PUBLIC_FORM,
    **each("applicant:*", "shared_done by_draft_code", PUBLIC),
    "applicant:resume_by_code": Route("GET", frozenset({OWNER}), uses={"code": "draft_code"}),
    # Without a provider in the settings there is no such way in.
    **each("applicant:*", "elsewhere back_from_elsewhere join", NOWHERE),
    **each("applicant:*", "account change_phone send_again apply inbox message_choices", PERSONAL_FORM),
    **each("applicant:*", "register_mandate give_mandate enter_mandate", PERSONAL_FORM),
    **each("applicant:*", "dossiers documents representing", PERSONAL),
    **each("applicant:*", "resume case page papers delivery check superseded discard", DRAFT),
    # Asked without the protocol's version they say which one they speak, and do nothing.
    **each("applicant:*", "begin_upload upload", Route("POST", OFFICERS | CITIZENS, writers=NONE)),
    **each("applicant:*", "bridge arrange", DRAFT),
    "applicant:bridge_pages": Route("GET", frozenset({OWNER, ENDED})),
    "applicant:cut": Route(BOTH, frozenset({OWNER}), uses={"attachment_id": "photograph"}),
    "applicant:page_picture": Route("GET", frozenset({OWNER}), uses={"attachment_id": "photograph"}),
    "applicant:end_mandate": DRAFT,
    "applicant:accept_mandate": Route("POST", frozenset({OWNER, ENDED})),
    **each("applicant:*", "dossier views confirmation paper download", OWNERS),
    **each("applicant:*", "supplement withdraw put_away contact receive pickup", OWNERS_FORM),
    **each("applicant:*", "pay payment money_receipt", OWNERS),
    "applicant:pay_begin": Route("POST", frozenset({OWNER})),
    # Whoever comes back from the gateway, and the gateway itself: both prove themselves by its signature.
    **each("applicant:*", "pay_back pay_notice", PUBLIC),
    "applicant:helped_by": PERSONAL,
    "applicant:end_help": Route("POST", frozenset({OWNER})),
    "adviser:home": Route(BOTH, ADVISERS, "403", "403"),
    "adviser:code": Route("POST", ADVISERS, "403", "403"),
    "adviser:team": Route("GET", ADVISERS, "403", "403"),
    # Somebody else's help is nobody's to end, but the citizen's on their own page.
    "adviser:end": Route("POST", NONE, "403", "403", hidden_from=ADVISERS),
    "officer:start": PERSONAL_FORM,  # leads on to the list, which is for officers alone
    "officer:sign_in": PUBLIC_FORM,
    "officer:second_factor": Route(BOTH, NONE, "door", "door"),
    **each("officer:*", "settings add_factor remove_factor intake signing", staff(BOTH)),
    **each("officer:*", "delegations messages slip_new machine", staff(BOTH)),
    **each("officer:*", "home slips", staff()),
    **each("officer:*", "register register_pdf register_excel", staff("GET", OFFICERS - ADVISERS)),
    **each("officer:*", "online hand_over", staff()),
    **each("officer:*", "recovery_codes bulk print_selected", staff("POST")),
    **each("officer:*", "cash_book refunds statements parcels", staff(BOTH)),
    "officer:money": staff(BOTH, READERS),
    "officer:money_receipt": staff("GET", READERS),
    "officer:parcel_slip": staff("POST", READERS, writers=NONE),
    "officer:register_keep": staff("POST", OFFICERS - ADVISERS, writers=NONE),
    "officer:revoke": staff("POST", writers=OWN_ADMINISTRATORS),
    "officer:cancel_leave": staff("POST", writers=OWN_ADMINISTRATORS | (LEADERS & at("own"))),
    **each("officer:*", "dossier received", staff("GET", READERS)),
    **each("officer:*", "attachment preview paper", staff("GET", WORKERS)),
    "officer:slip_pdf": staff("GET", READERS),
    "officer:slip": staff(BOTH, READERS),
    "officer:result": staff(BOTH, WORKERS),
    # The one who signs may take back what was issued; nothing is issued in this world.
    "officer:result_revoke": staff(BOTH, NONE, uses={"dossier_id": "at_approval"}),
    "officer:result_picture": staff("GET", WORKERS, uses={"page": "number"}),
    "officer:result_scan": staff("POST", WORKERS),  # the page that answers notes that somebody looked
    "officer:note": staff("POST", READERS, writers=NONE),
    "officer:mark": staff("POST", READERS, writers=NONE),
    "officer:unmasked": staff("POST", WORKERS),
    "officer:perform": staff("POST", READERS, writers=NONE),
    "officer:sign_one": staff("GET", at("own", "approver"), uses={"dossier_id": "at_approval"}),
    # A colleague's draft at the counter is nobody else's.
    "officer:intake_form": staff(BOTH, NONE, uses=AT_COUNTER),
    "officer:intake_discard": staff("POST", NONE, uses=AT_COUNTER),
    "manager:today": managers(),
    "manager:list": managers(),
    "manager:reassign": managers(BOTH),
    "manager:remind": managers(BOTH),
    "manager:teams": managers(BOTH),
    "manager:signals": managers("GET", everywhere("inspector")),
    "manager:absences": managers(BOTH, LEADERS),
    "manager:absence_cancel": managers("POST", LEADERS & at("own"), hidden_from=MANAGERS),
    **each("administrator:*", "units people absences", administrators("GET", ADMINISTRATORS)),
    **each("administrator:*", "sessions audit letters", administrators("GET", ADMINISTRATORS)),
    **each("administrator:*", "calendar_start offers_start accounts_start", administrators("GET", ADMINISTRATORS)),
    "administrator:audit_export": administrators("GET", ADMINISTRATORS),
    **each("administrator:*", "unit person calendar offers accounts", administrators("GET")),
    **each("administrator:*_unit", "add describe move", administrators()),
    # Whether an office is at all, and its name, is said by those above it.
    **each("administrator:*_unit", "rename close reopen", administrators(open_to=at("parent", "administrator"))),
    **each("administrator:*", "add_post end_post appoint take_on end_holding", administrators()),
    **each("administrator:*", "reset_password revoke cancel_leave offer", administrators()),
    **each("administrator:*", "stop_offering end_session calendar_week set_account", administrators()),
    "administrator:calendar_day": administrators(),
    "administrator:look_after": administrators(uses={"what": "unlock"}),
    "administrator:letter": administrators(uses={"what": "resend"}),
    "administrator:message": administrators("GET"),
    "administrator:campaigns": administrators("GET", ADMINISTRATORS),
    "administrator:new_campaign": administrators(BOTH, ADMINISTRATORS),
    "administrator:campaign": administrators("GET"),
    **each("administrator:*_campaign", "start stop", administrators()),
    **each("administrator:*", "wordings jobs", administrators("GET", WHOLE)),
    "administrator:wording_versions": administrators("GET", WHOLE, uses=ABOUT_WORDS),
    "administrator:wording": administrators(BOTH, WHOLE, uses=ABOUT_WORDS),
    # Nothing older than what was shipped.
    "administrator:restore_wording": administrators(BOTH, NONE, uses=ABOUT_WORDS),
    "administrator:run_job": administrators("POST", WHOLE),
    # Nothing of the kind: no successor to hand dossiers to, no special day to take back.
    "administrator:transfer": administrators(BOTH, NONE),
    "administrator:calendar_ordinary": administrators(BOTH, NONE),
    "administrator:health": administrators("GET", at("parent", "administrator")),
    "oauth:token": PUBLIC_POST,
    "oauth:revoke": PUBLIC_POST,
    "api:openapi-json": PUBLIC_FORM,
    "api:get_problems_code": Route("GET", EVERYBODY, uses={"code": "problem"}),
    "api:api-root": programs(BOTH, NONE, strangers="404"),
    "api:nowhere": programs(BOTH, NONE, strangers="404"),
    **each("api:get_*", "offices procedures worklist events_heads", programs()),
    **each("api:get_*", "procedures_key procedures_key_versions procedures_key_form", programs()),
    "api:get_offices_office_people": programs("GET", OWN, query="?function=receiver"),
    "api:get_offices_office_units": programs("GET", OWN),
    **each("api:*_files", "get post", programs(BOTH)),
    **each("api:*_dossiers", "get post", programs(BOTH)),
    **each("api:*_webhooks", "get post", programs(BOTH)),
    **each("api:get_dossiers_*", "code code_status code_supplements code_files_file_id", programs("GET", OWN)),
    # What a citizen filed is answered and withdrawn by no program; what is sent is read before whose it is.
    "api:post_dossiers_code_supplements_answer": programs("POST", NONE),
    "api:post_dossiers_code_withdrawal": programs("POST", writers=NONE),
    **each("api:post_dossiers_code_actions_*", VERBS, programs("POST", writers=NONE)),
    "api:get_events": programs("GET", OWN, query=f"?office={CODE}"),
    "api:delete_webhooks_webhook": programs("DELETE", OWN),
    "api:post_webhooks_webhook_secret": programs("POST", OWN),
    "api:get_webhooks_webhook_deliveries": programs("GET", OWN),
    "api:post_webhooks_webhook_deliveries_event_replay": programs("POST", writers=NONE),
}
