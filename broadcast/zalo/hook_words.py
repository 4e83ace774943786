"""What the trial of a webhook means for an officer, and what to do about it (pure)."""

GOOD, NONE, ELSEWHERE = "webhook.ok", "webhook.none", "webhook.elsewhere"
NOT_ASKED, UNCLEAR = "webhook.not_asked", "webhook.unclear"
WORDS = {
    GOOD: "Zalo gọi thử và đã nhận được trả lời.",
    NONE: "Zalo chưa biết địa chỉ nhận tin. Bấm “Đặt lại địa chỉ nhận tin”.",
    ELSEWHERE: "Zalo đang gửi tin tới một địa chỉ khác. Bấm “Đặt lại địa chỉ nhận tin”.",
    NOT_ASKED: "Chưa đặt được địa chỉ nhận tin. Kiểm tra đường truyền và tên miền có https, "
    "rồi bấm “Đặt lại địa chỉ nhận tin”.",
    UNCLEAR: "Zalo trả lời không rõ ràng. Bấm “Đặt lại địa chỉ nhận tin” để thử lại.",
    "webhook.http.403": "Máy chủ chặn Zalo. Nhờ kỹ thuật cho Zalo qua tường lửa.",
    "webhook.http.404": "Zalo gọi thử nhưng không thấy địa chỉ. Nhờ kỹ thuật xem tên miền đã trỏ "
    "đúng máy chủ này chưa.",
    "webhook.http.5xx": "Zalo gọi thử nhưng máy chủ báo lỗi. Nhờ kỹ thuật xem nhật ký máy chủ.",
    "webhook.http.other": "Zalo gọi thử nhưng máy chủ trả lời lạ. Nhờ kỹ thuật kiểm tra.",
    "webhook.err.tls": "Chứng thư https của tên miền không hợp lệ. Nhờ kỹ thuật thay chứng thư.",
    "webhook.err.unreachable": "Zalo không gọi được máy chủ này. Nhờ kỹ thuật kiểm tra tên miền "
    "và tường lửa.",
}


def words(found: str) -> str:
    """Say in Vietnamese what an outcome means and what to do."""
    return WORDS.get(found, WORDS[UNCLEAR]) if found else "Chưa đặt địa chỉ nhận tin."
