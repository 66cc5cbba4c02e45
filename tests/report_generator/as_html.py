"""Reports as saved web pages, in the manner of several kinds of site."""

import html

from prose import ROADS

NAVIGATION = ("首页", "政务公开", "政务服务", "互动交流", "走进我们", "数据开放", "专题专栏")
RELATED = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "依申请公开", "政府信息公开年报")


def escape(text):
    return html.escape(text, quote=False).replace("\n", "<br />")


class Page:
    """Writes one page. Options: style (portal, old, word, plain), encoding, nested (the report stands in layout tables),
    pieces (span or p: cell text in pieces), one_table (three tables in one), busy (counters, share buttons, sidebar),
    heads_in_text (a heading in the same paragraph as its text), heads_in_table."""

    def __init__(
        self,
        report,
        style="portal",
        encoding="utf-8",
        nested=False,
        pieces=None,
        one_table=False,
        busy=False,
        heads_in_text=False,
        heads_in_table=False,
        wide=False,
        print_css="",
        images=False,
    ):
        self.report, self.style, self.encoding = report, style, encoding
        self.nested, self.pieces, self.one_table, self.busy = nested, pieces, one_table, busy
        self.heads_in_text, self.heads_in_table, self.images = heads_in_text, heads_in_table, images
        self.print_css = print_css
        self.chance = report.chance

    def bytes(self):
        return self.page().encode(self.encoding)

    def page(self):
        content = self.body(self.report.blocks())
        if self.nested:
            content = self._layout_table(content)
        return getattr(self, f"_{self.style}")(content)

    # --- the report -------------------------------------------------------------------------------------------------

    def body(self, blocks):
        out, waiting, joined = [], None, []
        for kind, *what in blocks:
            if self.one_table and (joined or kind == "table"):
                if kind in ("table", "heading") and not (kind == "heading" and "存在" in what[-1]):
                    joined.append((kind, what))
                    continue
                out.append(self._joined(joined))
                joined = []
                self.one_table = False
            if kind == "heading":
                if self.heads_in_text:
                    waiting = what[1]
                    continue
                out.append(self._heading(*what))
            elif kind == "para":
                out.append(self._paragraph((waiting or "") + what[0]))
                waiting = None
            else:
                if waiting:
                    out.append(self._paragraph(waiting))
                    waiting = None
                out.append(self._other(kind, what))
        return "\n".join(out)

    def _other(self, kind, what):
        if kind == "title":
            return self._title(what[0])
        if kind == "table":
            return self.table(what[1])
        if kind == "note":
            return self._paragraph(what[0])
        if kind == "closing":
            return f'<p style="text-align: right">{escape(what[0])}</p>'
        if kind == "image":
            return f'<p align="center"><img src="{what[0]}" alt="" /></p>'
        return self._paragraph(what[0])

    def _title(self, text):
        tag = {
            "portal": '<h1 class="title">{}</h1>',
            "old": "<p align=center><font size=5><b>{}</b></font></p>",
            "word": '<p class=MsoNormal align=center><b><span style="font-size:22.0pt">{}</span></b></p>',
        }
        return tag.get(self.style, "<h1>{}</h1>").format(escape(text))

    def _heading(self, level, text):
        if self.heads_in_table:
            return f"<table><tr><td><p>{escape(text)}</p></td></tr></table>"
        if self.style == "portal":
            return f'<p style="text-indent:2em"><strong>{escape(text)}</strong></p>'
        if self.style == "old":
            return f"<P>　　<FONT face=黑体>{escape(text)}</FONT>"
        if self.style == "word":
            return f'<p class=MsoNormal style="text-indent:32.0pt"><span style="font-family:黑体">{escape(text)}<o:p></o:p></span></p>'
        return f"<h{level + 1}>{escape(text)}</h{level + 1}>"

    def _paragraph(self, text):
        if self.style == "old":
            return f"<P>　　{escape(text)}"
        if self.style == "word":
            cut = self.chance.randint(1, max(1, len(text) - 1))
            pieces = "".join(f"<span lang=ZH-CN>{escape(piece)}</span>" for piece in (text[:cut], text[cut:]))
            return f'<p class=MsoNormal style="text-indent:32.0pt">{pieces}<o:p></o:p></p>'
        return f"<p>{escape(text)}</p>"

    def table(self, grid):
        rows = "\n".join(self._row(row) for row in grid)
        if self.style == "old":
            return f'<TABLE borderColor=#000000 cellSpacing=0 cellPadding=0 width="98%" border=1><TBODY>{rows}</TBODY></TABLE>'
        return f'<table border="1" cellspacing="0" style="border-collapse: collapse; width: 100%"><tbody>\n{rows}\n</tbody></table>'

    def _row(self, row):
        return "<tr>" + "".join(self._cell(cell) for cell in row) + "</tr>"

    def _cell(self, cell):
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")
        tag = "th" if self.style == "plain" and cell.role == "head" else "td"
        return f"<{tag}{spans}>{self._cell_text(cell)}</{tag}>"

    def _cell_text(self, cell):
        text = cell.text
        if not text.strip(" 　\xa0"):
            return self.chance.choice(("", "&nbsp;", "<p>&nbsp;</p>", "　"))
        if self.pieces and len(text) > 1 and "\n" not in text:
            cut = self.chance.randint(1, len(text) - 1)
            tag = self.pieces if cell.role == "value" else "span"
            return "".join(f"<{tag}>{escape(piece)}</{tag}>" for piece in (text[:cut], text[cut:]))
        inner = escape(text)
        if self.style == "old":
            return f"<P align=center>{inner}</P>"
        if self.style == "word":
            return f'<p class=MsoNormal align=center><span lang=EN-US style="font-size:10.5pt">\n{inner}<o:p></o:p></span></p>'
        if self.style == "portal":
            return f'<p style="text-align: center">{inner}</p>'
        return inner

    def _joined(self, items):
        """Section headings and tables as rows of one table, 30 columns wide so that 4, 10 and 15 fit."""
        rows = []
        for kind, what in items:
            if kind == "heading":
                rows.append(f'<tr><td colspan="30"><p>{escape(what[1])}</p></td></tr>')
                continue
            width = sum(cell.cols for cell in what[1][0])
            for row in what[1]:
                for cell in row:
                    cell.cols = 30 * cell.cols // width if 30 % width == 0 else cell.cols * 7
                rows.append(self._row(row))
        return f'<table border="1">{"".join(rows)}</table>'

    def _layout_table(self, content):
        inner = f'<table width="100%"><tr><td class="text">{content}</td></tr></table>'
        side = "".join(f"<tr><td>{name}</td></tr>" for name in RELATED)
        return (
            f'<table width="980"><tr><td width="200"><table>{side}</table></td>'
            f"<td><table><tr><td>当前位置：首页 &gt; 政府信息公开年报</td></tr><tr><td>{inner}</td></tr></table></td></tr></table>"
        )

    # --- the site around it -----------------------------------------------------------------------------------------

    def metadata(self):
        """What sites print above a text: (name, value)."""
        report = self.report
        rows = [
            ("索引号", f"{self.chance.randint(10**8, 10**9)}/{self.chance.randint(1000, 99999):06}"),
            ("发布机构", report.organ.name),
        ]
        if report.published:
            rows.append((self.chance.choice(("发布日期", "发布时间")), report.date()))
        return rows

    def _crumbs(self):
        return "当前位置：" + " &gt; ".join(("首页", "政府信息公开", "政府信息公开年报"))

    def _noise(self):
        """Counters, buttons, neighbours: words around the text that are none of its own."""
        if not self.busy:
            return "", ""
        count = self.chance.randint(100, 9999)
        above = (
            f'<div class="tools">浏览次数：<span id="hits">{count}</span> 字体：<a>大</a> <a>中</a> <a>小</a> '
            f'<a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>'
        )
        place = self.report.organ.name
        below = (
            f'<div class="share">分享到： 微信 微博 扫一扫在手机打开当前页</div><div class="near"><p>上一篇：<a href="#">{place}政府信息公开指南</a></p>'
            f'<p>下一篇：<a href="#">{place}重大行政决策事项目录</a></p></div>'
            f'<ul class="hot"><li>热点信息</li><li>便民服务 12345 热线</li><li>今日访问 {count * 3} 次</li></ul>'
        )
        return above, below

    def _head(self, extra=""):
        charset = {"gb18030": "gb2312"}.get(self.encoding, self.encoding)
        style = f"<style>{self.print_css}</style>" if self.print_css else ""
        return f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{escape(self.report.title)}</title>{style}{extra}</head>'

    def _portal(self, content):
        above, below = self._noise()
        meta = "".join(f"<li><b>{name}：</b><span>{escape(value)}</span></li>" for name, value in self.metadata())
        extra = f'<meta name="ArticleTitle" content="{escape(self.report.title)}">'
        if self.report.published:
            extra += f'<meta name="PubDate" content="{self.report.published.isoformat()} 10:00">'
        extra += '<script type="text/javascript">var hits = 128; if (1 < 2) { document.title; }</script>'
        navigation = "".join(f'<li><a href="#">{name}</a></li>' for name in NAVIGATION)
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN">{self._head(extra)}<body><div class="top"><ul class="nav">{navigation}</ul></div>'
            f'<div class="crumbs">{self._crumbs()}</div><ul class="meta">{meta}</ul>{above}'
            f'<div id="zoom" class="content"><!--正文开始-->\n{content}\n<!--正文结束--></div>{below}'
            f'<div class="foot"><p>主办：{self.report.organ.name} 承办：信息中心</p><p>网站标识码：{self.chance.randint(10**9, 10**10 - 1)}</p></div></body></html>'
        )

    def _old(self, content):
        above, below = self._noise()
        meta = "　".join(f"{name}：{escape(value)}" for name, value in self.metadata())
        links = "|".join(f"<A href=#>{name}</A>" for name in NAVIGATION)
        return (
            f"<HTML>{self._head()}<BODY bgColor=#ffffff><TABLE width=1000 align=center><TR><TD>{links}</TD></TR><TR><TD>{self._crumbs()}</TD></TR>"
            f"<TR><TD align=center>{meta}</TD></TR><TR><TD>{above}{content}{below}</TD></TR>"
            f"<TR><TD>版权所有 {self.report.organ.name} 地址：{self.chance.choice(ROADS)}</TD></TR></TABLE></BODY></HTML>"
        )

    def _word(self, content):
        above, below = self._noise()
        meta = " ".join(f"<span>{name}：{escape(value)}</span>" for name, value in self.metadata())
        return (
            f'<html xmlns:o="urn:schemas-microsoft-com:office:office">{self._head()}<body lang=ZH-CN><div class="info">{meta}</div>{above}'
            f"<div class=WordSection1>{content}</div>{below}</body></html>"
        )

    def _plain(self, content):
        above, below = self._noise()
        meta = " ".join(f"{name}：{escape(value)}" for name, value in self.metadata())
        return f'<!doctype html><html>{self._head()}<body><main><article><p class="info">{meta}</p>{above}{content}{below}</article></main></body></html>'


def write(report, **options):
    return Page(report, **options).bytes()
