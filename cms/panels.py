"""How a material is edited: one tab for each body, in the order an officer thinks."""

from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

ARTICLE = [
    TitleFieldPanel("title", help_text="Tên bài, trung tính, nói về việc làm và đi lại an toàn."),
    FieldPanel("summary", help_text="Một, hai câu. Hiện dưới tên bài và khi chia sẻ."),
    MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading="Ảnh minh hoạ"),
    FieldPanel("body"),
    FieldPanel("hotlines", help_text="Luôn có 111. Số được thêm vào mọi kênh, không cần gõ."),
    FieldPanel("sources", help_text="Văn bản, số liệu lấy từ đâu, năm nào."),
]
ZALO = [
    HelpPanel(
        content="<p>Dòng đầu trung tính vì hiện trên màn hình khoá. Nên dưới 550 ký tự. "
        "Đường dây nóng, tên cơ quan và liên kết được thêm tự động.</p>"
    ),
    FieldPanel("zalo_text"),
]
SCRIPT = [
    HelpPanel(
        content="<p>Viết câu ngắn như khi nói. Số, ngày, chữ viết tắt được đổi thành lời đọc: "
        "xem ở khung xem trước. Đường dây nóng được đọc hai lần ở cuối bài.</p>"
        "<p>Mỗi đoạn một dòng. Đoạn bắt đầu bằng <b>[nên có]</b> hoặc <b>[thêm]</b> chỉ đọc khi "
        "còn thời gian; các đoạn khác luôn được đọc.</p>"
    ),
    FieldPanel("script_text"),
]
POSTER = [
    FieldPanel("poster_headline", help_text="Đọc được từ xa: dưới 60 ký tự."),
    FieldPanel("poster_lines", help_text="Mỗi dòng một ý; tất cả không quá 40 chữ."),
]
OTHER = [
    InlinePanel("localized_bodies", heading="Bản tiếng dân tộc, tiếng nước ngoài", label="bản"),
    FieldPanel("slug", help_text="Phần cuối của địa chỉ trang: chữ thường không dấu."),
]

MATERIAL_PANELS = TabbedInterface(
    [
        ObjectList(ARTICLE, heading="Bài viết"),
        ObjectList(ZALO, heading="Zalo"),
        ObjectList(SCRIPT, heading="Loa"),
        ObjectList(POSTER, heading="Áp phích"),
        ObjectList(OTHER, heading="Khác"),
    ]
)
