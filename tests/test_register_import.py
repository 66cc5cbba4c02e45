"""An invented register of two years comes in, the first through the page and the second by the command line; every cell
of tables three and four agrees with a count that knows nothing of Gongkai, and the years carry over column by column."""

import http.cookiejar
import json
import re
import socket
import subprocess
import time
import urllib.parse
import urllib.request

import count_register
import make_register
import openpyxl
import pytest

ORGAN = "青石区柳岸街道办事处"
FIRST, THEN = "柳岸街道 的第一句口令 2026", "柳岸街道 的第二句口令 2026"


class Browser:
    """Sends forms, keeps cookies, follows redirects; gives the page and its address."""

    def __init__(self, base):
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def open(self, path, fields=None, file=None):
        body, headers = None, {}
        if file:
            parts = [f'--cut\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()]
            head = b'--cut\r\nContent-Disposition: form-data; name="register"; filename="a.xlsx"\r\n\r\n'
            body = b"".join(parts) + head + file + b"\r\n--cut--\r\n"
            headers["Content-Type"] = "multipart/form-data; boundary=cut"
        elif fields is not None:
            body = urllib.parse.urlencode(fields, doseq=True).encode()
        answer = self.opener.open(urllib.request.Request(self.base + path, body, headers))
        return answer.read().decode(), answer.geturl()

    def sign_in(self, login, password):
        return self.open("/desk/sign-in", {"login": login, "password": password, "back": ""})


@pytest.fixture
def site(gongkai, tmp_path):
    """A sub-district with its administrator, served on a free port."""
    (tmp_path / "password.txt").write_text(FIRST + "\n", encoding="utf-8")
    made = gongkai("setup", "--organ", ORGAN, "--level", "subdistrict", "--code", "LA", "--admin", "guanli",
                   "--password-file", str(tmp_path / "password.txt"))
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = made.args[0]
    server = subprocess.Popen([program, "--data", str(tmp_path / "data"), "serve", "--listen", f"127.0.0.1:{port}",
                               "--management", "none"], stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(base + "/livez")
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()


def reported(gongkai, year, path):
    done = gongkai("report", "--organ", ORGAN, "--year", str(year), "--format", "json", "--output", str(path))
    assert done.returncode == 0, done.stderr
    return json.loads(path.read_text(encoding="utf-8"))


def test_an_imported_register_counts_as_another_count_does(site, gongkai, tmp_path):
    make_register.main(tmp_path, "2024", "320", "7")
    guanli = Browser(site)
    guanli.sign_in("guanli", FIRST)
    page, where = guanli.open("/desk/people/new", {"organ": "", "name": "景云", "login": "jing", "roles": "clerk",
                                                   "new": FIRST, "again": FIRST})
    assert "done=added" in where, page
    clerk = Browser(site)
    clerk.sign_in("jing", FIRST)
    clerk.open("/desk/me/password", {"current": FIRST, "new": THEN, "again": THEN})
    page, _ = clerk.open("/desk/register/preview", {"year": "2024"}, (tmp_path / "register-2024.xlsx").read_bytes())
    assert "导入这 320 件" in page and "内部批注" in page
    hidden = lambda name: re.search(f'name="{name}" value="([^"]*)"', page).group(1)
    form = {name: hidden(name) for name in ("once", "year", "packed")}
    page, where = clerk.open("/desk/register", form)
    assert "new=320" in where and "台账已导入" in page

    first = reported(gongkai, 2024, tmp_path / "2024.json")
    assert first["gongkai"] == {"status": "draft", "version": 1}
    assert count_register.main(tmp_path / "register-2024.xlsx", "2024", tmp_path / "2024.json") == 0

    dry = gongkai("import", "register", str(tmp_path / "register-2025.xlsx"), "--organ", ORGAN, "--year", "2025", "--dry-run")
    assert dry.returncode == 0, dry.stdout + dry.stderr
    done = gongkai("import", "register", str(tmp_path / "register-2025.xlsx"), "--organ", ORGAN, "--year", "2025")
    assert done.returncode == 0, done.stderr
    second = reported(gongkai, 2025, tmp_path / "2025.json")
    assert count_register.main(tmp_path / "register-all.xlsx", "2025", tmp_path / "2025.json") == 0
    assert second["table3"]["carried_in"] == first["table3"]["carried_out"]

    out = tmp_path / "out.xlsx"
    assert gongkai("export", "register", "--organ", ORGAN, "--year", "2025", "--output", str(out)).returncode == 0
    assert count_register.main(out, "2025", tmp_path / "2025.json") == 0
    checked = gongkai("verify")
    assert checked.returncode == 0, checked.stdout


def test_a_register_with_a_mistake_is_refused_whole(gongkai, tmp_path):
    (tmp_path / "password.txt").write_text(FIRST + "\n", encoding="utf-8")
    assert gongkai("setup", "--organ", ORGAN, "--level", "subdistrict", "--code", "LA", "--admin", "guanli",
                   "--password-file", str(tmp_path / "password.txt")).returncode == 0
    book = openpyxl.Workbook()
    book.active.append(["编号", "收到日期", "申请人类型", "申请内容", "答复日期", "办理结果"])
    book.active.append(["甲-1", "2025-03-04", "自然人", "道路施工安排", "2025-03-20", "予以公开"])
    book.active.append(["甲-2", "2025-02-30", "自然人", "道路施工安排", None, None])
    path = tmp_path / "bad.xlsx"
    book.save(path)
    words = ["import", "register", str(path), "--organ", ORGAN, "--year", "2025"]
    dry, done = gongkai(*words, "--dry-run"), gongkai(*words)
    assert (dry.returncode, done.returncode) == (1, 3)
    assert "第3行B列“收到日期”" in dry.stdout and "第3行B列“收到日期”" in done.stderr
    assert reported(gongkai, 2025, tmp_path / "after.json")["table3"]["new"]["total"] == 0

    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps({"table2": {"permit": 4, "rules": {"issued": 0}, "fee": None}, "source": "执法台账"}), encoding="utf-8")
    assert gongkai("import", "figures", str(figures), "--organ", ORGAN, "--year", "2025").returncode == 0
    two = reported(gongkai, 2025, tmp_path / "figures-after.json")["table2"]
    assert (two["permit"], two["punish"], two["rules"]["issued"], two["rules"]["repealed"], two["fee"]) == (4, None, 0, None, None)
    figures.write_text('{"table2": {"permit": "四"}, "source": "x"}', encoding="utf-8")
    assert gongkai("import", "figures", str(figures), "--organ", ORGAN, "--year", "2025").returncode == 3
    assert gongkai("report", "--organ", "没有这个机关", "--year", "2025", "--format", "json").returncode == 2
