"""What each kind of message says, as templates; `wording` fills them in.

Short, friendly, one thing to do; the tone and the shape are those of design/email and design/sms.md. The wordings of
an SMS go from the fullest to the shortest. An SMS says "dang nhap" (sign in) but never asks for a password or a code.
"""

from __future__ import annotations

from dataclasses import dataclass

SIGN_OFF = (
    "Thư tự động từ hệ thống Một Cửa. "
    "Chúng tôi không bao giờ hỏi mật khẩu hay mã dùng một lần qua tin nhắn, qua thư, qua điện thoại."
)


@dataclass(frozen=True, slots=True)
class Text:
    """The template of one kind: `rows` are (label, value) lines below code and procedure, empty ones left out."""

    subject: str
    heading: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    sms: tuple[str, ...]
    link: str = "Theo dõi hồ sơ"
    closing: str = ""


_DUE = ("Hẹn trả kết quả", "{due}")
_FEE = ("Phí, lệ phí", "{fee}")
_DELIVERY = ("Nhận kết quả", "{delivery}")
_BRING = "Nhớ mang theo: giấy tiếp nhận hoặc mã hồ sơ ở trên; bản chính giấy tờ để đối chiếu; thẻ căn cước."

TEXTS: dict[str, Text] = {
    "submitted": Text(
        subject="Đã nhận hồ sơ {code}",
        heading="Chúng tôi đã nhận hồ sơ của bạn",
        opening="{office} nhận lúc {at}.",
        rows=(("Dự kiến có kết quả", "{due}"), _FEE, _DELIVERY),
        closing="Việc tiếp theo. Trước {answer_by}, {office} kiểm tra giấy tờ. Đủ thì bạn nhận ngày hẹn chính thức. "
        "Thiếu thì nơi nhận nói rõ thiếu gì, một lần cho đủ.",
        sms=(
            "{office} đã nhận hồ sơ {code} lúc {at}. Dự kiến có kết quả {due}. Theo dõi: {look_up}",
            "{office} đã nhận hồ sơ lúc {at}. Dự kiến có kết quả {due}. Theo dõi: {look_up}",
            "{office} đã nhận hồ sơ. Dự kiến có kết quả {due}. Theo dõi: {look_up}",
            "Đã nhận hồ sơ. Dự kiến có kết quả {due}. Theo dõi: {look_up}",
        ),
    ),
    "accepted": Text(
        subject="Hồ sơ {code} đã được tiếp nhận",
        heading="Hồ sơ của bạn đã được tiếp nhận",
        opening="{office} tiếp nhận lúc {at}. Giấy tờ đã đủ, bạn không phải làm gì thêm.",
        rows=(_DUE, _FEE, _DELIVERY),
        sms=(
            "{office} đã tiếp nhận hồ sơ {code} lúc {at}. Hẹn trả kết quả {due}. Theo dõi: {look_up}",
            "{office} đã tiếp nhận hồ sơ. Hẹn trả kết quả {due}. Theo dõi: {look_up}",
            "Hồ sơ đã được tiếp nhận. Hẹn trả kết quả {due}. Theo dõi: {look_up}",
        ),
    ),
    "refused": Text(
        subject="Hồ sơ {code} chưa được tiếp nhận",
        heading="Hồ sơ của bạn chưa được tiếp nhận",
        opening="{office} chưa tiếp nhận hồ sơ của bạn.",
        rows=(("Lý do", "{reason}"),),
        link="Xem và nộp lại",
        closing="Những gì bạn đã khai vẫn còn ở trang hồ sơ. Sửa xong, bạn nộp lại thành hồ sơ mới. "
        "Chưa rõ chỗ nào, hỏi {asked_where}.",
        sms=(
            "{office} chưa tiếp nhận hồ sơ {code}. Xem lý do và cách nộp lại: {look_up}",
            "Hồ sơ chưa được tiếp nhận. Xem lý do và cách nộp lại: {look_up}",
        ),
    ),
    "supplement": Text(
        subject="Hồ sơ {code} cần bạn bổ sung",
        heading="Hồ sơ cần bạn bổ sung",
        opening="Chúng tôi đã xem hết hồ sơ. Đây là mọi thứ còn thiếu; bổ sung xong bạn không phải làm gì thêm.",
        rows=(("Lý do", "{reason}"), ("Bổ sung trước", "{until}"), ("Người yêu cầu", "{officer}")),
        link="Bổ sung ngay",
        closing="Không chụp được? Mang giấy tờ đến {office}{open}. Thời gian chờ bạn không tính vào hạn của chúng tôi.",
        sms=(
            "Hồ sơ {code} cần bạn bổ sung trước {until}. Xem cần gì và nộp tại {look_up} hoặc ở {office}",
            "Hồ sơ cần bạn bổ sung trước {until}. Xem cần gì và nộp tại {look_up} hoặc ở {office}",
            "Hồ sơ cần bạn bổ sung trước {until}. Xem cần gì và nộp: {look_up}",
        ),
    ),
    "supplement_without_date": Text(
        subject="Hồ sơ {code} cần bạn bổ sung",
        heading="Hồ sơ cần bạn bổ sung",
        opening="Chúng tôi đã xem hết hồ sơ. Đây là mọi thứ còn thiếu; bổ sung xong bạn không phải làm gì thêm.",
        rows=(("Lý do", "{reason}"), ("Người yêu cầu", "{officer}")),
        link="Bổ sung ngay",
        closing="Không chụp được? Mang giấy tờ đến {office}{open}. Thời gian chờ bạn không tính vào hạn của chúng tôi.",
        sms=(
            "Hồ sơ {code} cần bạn bổ sung. Xem cần gì và nộp tại {look_up} hoặc ở {office}",
            "Hồ sơ cần bạn bổ sung. Xem cần gì và nộp: {look_up}",
        ),
    ),
    "obligation": Text(
        subject="Hồ sơ {code} cần nộp {amount}",
        heading="Hồ sơ của bạn cần nộp {amount}",
        opening="Nộp xong, hồ sơ được làm tiếp ngay. Thời gian chờ bạn nộp không tính vào hạn của chúng tôi.",
        rows=(("Số tiền", "{amount}"), ("Khoản phải nộp", "{reason}")),
        link="Xem cách nộp",
        closing="Không ai của cơ quan gọi điện đòi bạn chuyển tiền. Chưa rõ, hỏi {asked_where}.",
        sms=(
            "Hồ sơ {code} cần nộp {amount} để được làm tiếp. Xem cách nộp: {look_up}",
            "Hồ sơ cần nộp {amount} để được làm tiếp. Xem cách nộp: {look_up}",
        ),
    ),
    "resolved_desk": Text(
        subject="Hồ sơ {code} đã có kết quả",
        heading="Mời bạn đến nhận kết quả",
        opening="Hồ sơ của bạn đã có kết quả lúc {at}.",
        rows=(("Kết quả", "{result}"), ("Nhận ở", "{office}{open}"), _FEE),
        link="Xem hồ sơ và tải bản điện tử nếu có",
        closing=_BRING + " Chúng tôi giữ kết quả cho đến khi bạn đến.",
        sms=(
            "Hồ sơ {code} đã có kết quả. Mời bạn đến nhận tại {office}, mang giấy hẹn và thẻ căn cước. Xem: {look_up}",
            "Hồ sơ đã có kết quả. Mời bạn đến nhận tại {office}, mang giấy hẹn. Xem: {look_up}",
            "Hồ sơ đã có kết quả. Mời bạn đến nhận, mang giấy hẹn. Xem: {look_up}",
        ),
    ),
    "resolved_post": Text(
        subject="Hồ sơ {code} đã có kết quả",
        heading="Kết quả sắp được đưa đến nhà bạn",
        opening="Hồ sơ của bạn đã có kết quả lúc {at}. Bưu điện đưa đến địa chỉ bạn đã khai và gọi trước khi đến.",
        rows=(("Kết quả", "{result}"),),
        link="Xem hồ sơ và tải bản điện tử nếu có",
        sms=(
            "Hồ sơ {code} đã có kết quả. Bưu điện đưa đến nhà và gọi trước khi đến. Xem: {look_up}",
            "Hồ sơ đã có kết quả. Bưu điện đưa đến nhà và gọi trước khi đến. Xem: {look_up}",
        ),
    ),
    "resolved_electronic": Text(
        subject="Hồ sơ {code} đã có kết quả",
        heading="Kết quả của bạn đã có trên mạng",
        opening="Hồ sơ của bạn đã có kết quả lúc {at}. Đăng nhập để tải bản điện tử.",
        rows=(("Kết quả", "{result}"),),
        link="Tải kết quả",
        sms=(
            "Hồ sơ {code} đã có kết quả. Đăng nhập để tải bản điện tử: {look_up}",
            "Hồ sơ đã có kết quả. Đăng nhập để tải bản điện tử: {look_up}",
        ),
    ),
    "declined": Text(
        subject="Hồ sơ {code} đã có văn bản trả lời",
        heading="Hồ sơ của bạn đã có văn bản trả lời",
        opening="{office} đã xem xét xong hồ sơ của bạn lúc {at} và không giải quyết được như bạn đề nghị.",
        rows=(("Lý do", "{reason}"), _DELIVERY),
        link="Xem văn bản trả lời",
        closing="Chưa đồng ý hoặc chưa rõ, bạn hỏi {asked_where}, hoặc khiếu nại theo quy định của pháp luật.",
        sms=(
            "Hồ sơ {code} đã có văn bản trả lời của {office}. Xem: {look_up}",
            "Hồ sơ đã có văn bản trả lời. Xem: {look_up}",
        ),
    ),
    "posted": Text(
        subject="Kết quả hồ sơ {code} đã gửi qua bưu điện",
        heading="Kết quả đang trên đường đến bạn",
        opening="{office} đã giao kết quả cho bưu điện lúc {at}. Người đưa thư gọi trước khi đến.",
        rows=(("Kết quả", "{result}"),),
        sms=(
            "Kết quả hồ sơ {code} đã gửi qua bưu điện, người đưa thư gọi trước khi đến. Xem: {look_up}",
            "Kết quả hồ sơ đã gửi qua bưu điện, người đưa thư gọi trước khi đến. Xem: {look_up}",
        ),
    ),
    "given_electronically": Text(
        subject="Kết quả hồ sơ {code} đã có bản điện tử",
        heading="Mời bạn tải kết quả",
        opening="{office} đã trả kết quả bản điện tử lúc {at}. Đăng nhập để tải về.",
        rows=(("Kết quả", "{result}"),),
        link="Tải kết quả",
        sms=(
            "Kết quả hồ sơ {code} đã có bản điện tử. Đăng nhập để tải: {look_up}",
            "Kết quả hồ sơ đã có bản điện tử. Đăng nhập để tải: {look_up}",
        ),
    ),
    "extended": Text(
        subject="Xin lỗi: hồ sơ {code} hẹn lại ngày trả",
        heading="Chúng tôi xin lỗi vì hồ sơ của bạn chậm",
        opening="Chúng tôi đã hẹn bạn {promised} nhưng không kịp. Lỗi ở phía cơ quan, không phải ở hồ sơ của bạn.",
        rows=(("Hẹn mới", "{due}"), ("Vì sao", "{reason}"), ("Người chịu trách nhiệm", "{officer}, {asked_where}")),
        link="Xem hồ sơ đang ở đâu",
        closing="Bạn không phải làm gì thêm. Nếu ngày hẹn mới làm lỡ việc của bạn, "
        "hãy gọi để chúng tôi tìm cách gấp hơn.",
        sms=(
            "Xin lỗi bạn: hồ sơ {code} chậm. Hẹn mới: {due}.{ask} Lý do: {look_up}",
            "Xin lỗi bạn: hồ sơ chậm. Hẹn mới: {due}.{ask} Lý do: {look_up}",
            "Xin lỗi bạn: hồ sơ chậm. Hẹn mới: {due}. Lý do: {look_up}",
        ),
    ),
    "stopped": Text(
        subject="Hồ sơ {code} đã dừng giải quyết",
        heading="Hồ sơ của bạn đã dừng giải quyết",
        opening="{office} đã dừng giải quyết hồ sơ của bạn lúc {at}.",
        rows=(("Lý do", "{reason}"),),
        link="Xem thông báo",
        closing="Chưa đồng ý hoặc chưa rõ, bạn hỏi {asked_where}.",
        sms=(
            "{office} đã dừng giải quyết hồ sơ {code}. Xem lý do: {look_up}",
            "Hồ sơ đã dừng giải quyết. Xem lý do: {look_up}",
        ),
    ),
    "withdrawn": Text(
        subject="Hồ sơ {code} đã rút theo đề nghị của bạn",
        heading="Hồ sơ đã rút theo đề nghị của bạn",
        opening="{office} đồng ý cho rút hồ sơ và đã dừng giải quyết lúc {at}.",
        rows=(("Lời nhắn", "{reason}"),),
        link="Xem hồ sơ",
        closing="Bạn có thể nộp lại bất cứ lúc nào.",
        sms=(
            "{office} đồng ý cho rút hồ sơ {code} theo đề nghị của bạn. Xem: {look_up}",
            "Hồ sơ đã rút theo đề nghị của bạn. Xem: {look_up}",
        ),
    ),
    "withdrawal_declined": Text(
        subject="Hồ sơ {code} tiếp tục được giải quyết",
        heading="Hồ sơ của bạn tiếp tục được giải quyết",
        opening="{office} chưa đồng ý cho rút hồ sơ, hồ sơ được làm tiếp.",
        rows=(("Lý do", "{reason}"), _DUE),
        closing="Chưa rõ, hỏi {asked_where}.",
        sms=(
            "{office} chưa đồng ý cho rút hồ sơ {code}, hồ sơ được làm tiếp. Xem lý do: {look_up}",
            "Chưa đồng ý cho rút hồ sơ, hồ sơ được làm tiếp. Xem lý do: {look_up}",
        ),
    ),
    "revoked": Text(
        subject="Kết quả của hồ sơ {code} đã bị thu hồi",
        heading="Kết quả của bạn đã bị thu hồi",
        opening="{office} thu hồi kết quả số {number} lúc {at}. Kết quả đó không còn giá trị; đừng dùng nữa.",
        rows=(("Lý do", "{reason}"), ("Kết quả thay thế", "{replaced_by}")),
        closing="Bạn không phải trả lại tệp điện tử. Chưa rõ, hỏi {asked_where}.",
        sms=(
            "{office} đã thu hồi kết quả của hồ sơ {code}, đừng dùng nữa. Xem lý do: {look_up}",
            "Kết quả của bạn đã bị thu hồi, đừng dùng nữa. Xem lý do: {look_up}",
        ),
    ),
    "replaced": Text(
        subject="Hồ sơ {code} có kết quả thay thế",
        heading="Đã có kết quả thay thế",
        opening="{office} ban hành kết quả số {replaced_by} thay cho kết quả số {number} đã thu hồi.",
        rows=(("Kết quả thay thế", "{replaced_by}"),),
        closing="Chưa rõ, hỏi {asked_where}.",
        sms=(
            "{office} đã có kết quả thay thế cho hồ sơ {code}. Xem: {look_up}",
            "Đã có kết quả thay thế cho hồ sơ của bạn. Xem: {look_up}",
        ),
    ),
    "taken_over": Text(
        subject="Hồ sơ {code} do {office} giải quyết tiếp",
        heading="Cơ quan mới giải quyết tiếp hồ sơ của bạn",
        opening="Do sắp xếp lại cơ quan, {before} đã chuyển hồ sơ của bạn cho {office}. "
        "Mã hồ sơ giữ nguyên, những gì bạn đã nộp không phải nộp lại.",
        rows=(("Cơ quan giải quyết", "{office}{open}"), _DUE),
        closing="Cần đến tận nơi, bạn đến cơ quan mới. Chưa rõ, hỏi {asked_where}.",
        sms=(
            "Hồ sơ {code} nay do {office} giải quyết tiếp, bạn không phải nộp lại. Xem: {look_up}",
            "Hồ sơ nay do {office} giải quyết tiếp, bạn không phải nộp lại. Xem: {look_up}",
            "Hồ sơ nay do cơ quan mới giải quyết tiếp, bạn không phải nộp lại. Xem: {look_up}",
        ),
    ),
}
