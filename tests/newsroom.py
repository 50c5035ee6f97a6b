"""The newsroom as an editor knows it: by the Arabic labels of Wagtail's admin and of our own pages."""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from .chromium import Visit
from .demo_site import PASSWORD


class Newsroom:
    """The editor-in-chief at a desk."""

    def __init__(self, window: Visit) -> None:
        self.window = window
        self.page: Page = window.page

    def sign_in(self, name: str = "editor") -> None:
        self.window.open("/newsroom/")
        self.page.get_by_role("textbox", name="اسم المستخدم").fill(name)
        self.page.get_by_role("textbox", name="كلمة المرور").fill(PASSWORD)
        self.send("تسجيل الدخول")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def open_menu(self, label: str) -> None:
        menu = self.page.get_by_role("navigation", name="القائمة الرئيسية")
        menu.get_by_role("link", name=label, exact=True).click()
        expect(self.main.get_by_role("navigation", name="مسار تصفح")).to_contain_text(label)

    def field(self, label: str) -> Locator:
        """A text field by its label; a required one has a star."""
        # The page's own fields come before those of its body, which may carry the same label.
        return self.main.get_by_role("textbox", name=re.compile(rf"^{label}\*?$")).first

    def send(self, button: str) -> None:
        # Not any navigation: the editor changes its own address when it has saved a draft by itself.
        with self.page.expect_event("load", timeout=60_000):
            self.page.get_by_role("button", name=button, exact=True).last.click()

    def part(self, label: str) -> Locator:
        """A part of the form, with its heading, its fields and what is wrong with them."""
        return self.main.get_by_role("region", name=re.compile(rf"^{label} ?\*?$")).first

    def expect_message(self, words: str) -> None:
        expect(self.main.get_by_role("status")).to_contain_text(words)

    # --- writing a story ---

    def new_story(self, section: str) -> None:
        """From the list of stories, below a section."""
        self.open_menu("المواد")
        self.main.get_by_role("link", name="إضافة مادة").first.click()
        self.main.get_by_role("button", name=re.compile("^اختر صفحة")).click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("link", name="استكشف").first.click()
        dialog.get_by_role("link", name=section, exact=True).click()
        expect(dialog).to_have_count(0)
        self.send("إنشاء مادة")

    def insert(self, block: str) -> Locator:
        text = self.part("المتن")
        text.get_by_role("button", name="إدراج كتلة", exact=True).last.click()
        self.page.get_by_role("option", name=block, exact=True).click()
        return text.get_by_role("region", name=re.compile(rf"^{block}")).last

    def write_paragraph(self, words: str) -> None:
        paragraph = self.insert("فقرة")
        text = paragraph.get_by_role("textbox").last
        # A new block takes the focus by itself, a moment after it is there.
        expect(text).to_be_focused()
        text.press_sequentially(words)
        # The rich text editor hands its text to the form a moment later.
        expect(paragraph.locator("input[type=hidden][name$=-value]")).to_have_value(re.compile(re.escape(words)))

    def write_subhead(self, words: str) -> None:
        self.insert("عنوان فرعي").get_by_role("textbox").last.fill(words)

    def fill_table(self, block: Locator, rows: list[list[str]]) -> None:
        """Type cells into the table of a block."""
        grid = block.locator(".ht_master tbody tr")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                grid.nth(number).locator("td").nth(column).click()
                # Arabic typed into a cell that is not open goes nowhere.
                for key in ("F2", "Control+a"):
                    self.page.keyboard.press(key)
                self.page.keyboard.insert_text(text)
                self.page.keyboard.press("Enter")
        expect(grid.nth(len(rows) - 1).locator("td").nth(len(rows[0]) - 1)).to_have_text(rows[-1][-1])

    def choose_lead_picture(self) -> None:
        """The newest one that was uploaded."""
        self.part("الصورة الرئيسة").get_by_role("button", name="اختر صورة").click()
        dialog = self.page.get_by_role("dialog")
        dialog.locator("[data-chooser-modal-choice]").first.click()
        expect(dialog).to_have_count(0)

    def preview(self) -> FrameLocator:
        """The panel beside the form; a frame is replaced when a newer one has been drawn behind it."""
        self.page.get_by_role("button", name="تبديل المعاينة").click()
        return self.page.frame_locator("#w-preview-iframe")

    def publish(self) -> None:
        """The page is sent and comes back, live or with the reasons why not."""
        self.page.get_by_role("button", name="إجراءات أخرى").click()
        self.send("نشر")

    @property
    def number(self) -> int:
        """Of the page being edited."""
        found = re.search(r"/pages/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found[1])

    def make_keyword(self, name: str) -> None:
        self.window.open("/newsroom/snippets/stories/keyword/add/")
        self.part("طبعة").get_by_role("button").last.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("link", name=re.compile(r"\(ar\)")).click()
        expect(dialog).to_have_count(0)
        self.field("كلمة مفتاحية").fill(name)
        self.send("حفظ")

    def upload_picture(self, title: str, file: dict) -> None:
        self.window.open("/newsroom/images/add/")
        self.main.locator("input[type=file]").set_input_files(file)
        self.field("العنوان").fill(title)
        self.send("رفع ملف")
