"""One file per verb. Every page, API, command, worker and simulator calls these, so that they cannot differ."""

from .accept import accept
from .add_note import add_note
from .answer_consultation import answer_consultation
from .answer_supplement import answer_supplement
from .arranging import cut_page, join_pages, move_page, take_apart, turn_page
from .assign import assign
from .assisting import begin_assistance, end_assistance, file_with_help, note_look, shut_assistances
from .attaching import attach, attach_to_dossier, detach
from .bridging import close_bridge, open_bridge, photograph, token_of
from .choose_delivery import choose_delivery, may_choose_delivery, ways_of
from .confirm_obligation import confirm_obligation
from .consult import consult
from .correct import correct
from .decline_withdrawal import decline_withdrawal
from .drafts import discard_draft, move_to_current_version, save_page, start_draft
from .extend import extend
from .forward import forward
from .grant_withdrawal import grant_withdrawal
from .hand_over import hand_over
from .issue import issue
from .mandates import accept_mandate, end_mandate, enter_mandate, give_mandate, register_enterprise
from .mark_paper import mark_paper
from .mend_contact import may_mend_contact, mend_contact
from .money import locked_for_money, mark_payment, record_money
from .reassign import reassign
from .receive_at_desk import receive_at_desk
from .recompute import carry_out_reckonings, order_reckoning, recompute_due_dates
from .refuse import refuse
from .remind import remind
from .request_obligation import request_obligation
from .request_supplement import request_supplement
from .result_papers import KeptPaper, keep_paper, may_draft, record_draft, reserve_number
from .reusing import put_away, reuse, reuse_in_supplement
from .revoke_result import may_revoke, record_revocation
from .send_back import send_back
from .send_for_redo import send_for_redo
from .sign import sign
from .stop import stop
from .submit import submit
from .submit_for_approval import submit_for_approval
from .tidying import tidy_tallies
from .transfer import cancel_transfers, carry_out_transfers, order_transfer
from .uploading import begin_upload, end_upload, finish_upload, look_after_uploads, receive
from .viewing import record_view
from .withdraw import withdraw

__all__ = [
    "KeptPaper",
    "accept",
    "accept_mandate",
    "add_note",
    "answer_consultation",
    "answer_supplement",
    "assign",
    "attach",
    "attach_to_dossier",
    "begin_assistance",
    "begin_upload",
    "cancel_transfers",
    "carry_out_reckonings",
    "carry_out_transfers",
    "choose_delivery",
    "close_bridge",
    "confirm_obligation",
    "consult",
    "correct",
    "cut_page",
    "decline_withdrawal",
    "detach",
    "discard_draft",
    "end_assistance",
    "end_mandate",
    "end_upload",
    "enter_mandate",
    "extend",
    "file_with_help",
    "finish_upload",
    "forward",
    "give_mandate",
    "grant_withdrawal",
    "hand_over",
    "issue",
    "join_pages",
    "keep_paper",
    "locked_for_money",
    "look_after_uploads",
    "mark_paper",
    "mark_payment",
    "may_choose_delivery",
    "may_draft",
    "may_mend_contact",
    "may_revoke",
    "mend_contact",
    "move_page",
    "move_to_current_version",
    "note_look",
    "open_bridge",
    "order_reckoning",
    "order_transfer",
    "photograph",
    "put_away",
    "reassign",
    "receive",
    "receive_at_desk",
    "recompute_due_dates",
    "record_draft",
    "record_money",
    "record_revocation",
    "record_view",
    "refuse",
    "register_enterprise",
    "remind",
    "request_obligation",
    "request_supplement",
    "reserve_number",
    "reuse",
    "reuse_in_supplement",
    "save_page",
    "send_back",
    "send_for_redo",
    "shut_assistances",
    "sign",
    "start_draft",
    "stop",
    "submit",
    "submit_for_approval",
    "take_apart",
    "tidy_tallies",
    "token_of",
    "turn_page",
    "ways_of",
    "withdraw",
]
