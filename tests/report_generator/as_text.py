"""Reports as plain text and Markdown: what is left of tables when somebody copies them out of a page or a PDF."""

import grids

PIECES = ("三", "、本年", "度办", "理结", "果")


class Text:
    """Writes a text. `table` names the manner of the tables:

    tabs, pipes         spans dropped: a later row of a group has fewer leading cells
    lost                tabs, and after some row no leading cell at all
    ends                pipes with empty cells at the ends of rows
    lines               one cell a line, blank lines between
    vanishing           as lines, but blank cells leave nothing
    before              values before their label
    pieces              one cell a line, the vertical label in pieces amid the rows
    wrapped             long labels over several lines, the numbers on the middle one
    together            label and numbers run together
    blanks              columns apart by runs of blanks
    markdown            a Markdown table, spans doubled or emptied
    """

    def __init__(
        self,
        report,
        table="tabs",
        markdown=False,
        pages=False,
        heads_in_text=False,
        levels=None,
        encoding="utf-8",
        doubled=False,
    ):
        self.report, self.manner, self.markdown, self.pages = report, table, markdown, pages
        self.heads_in_text, self.levels, self.encoding, self.doubled = heads_in_text, levels, encoding, doubled
        self.chance = report.chance
        self.page = 0

    def bytes(self):
        return self.text().encode(self.encoding)

    def text(self):
        out, waiting = [], ""
        blocks = self.report.blocks()
        if not self.report.signed and self.report.published:
            blocks.insert(1, ("para", f"发布日期：{self.report.date('iso')}"))
        for kind, *what in blocks:
            if kind == "heading" and self.heads_in_text:
                waiting = what[1]
                continue
            if kind == "table":
                out += [waiting] if waiting else []
                out.append("\n".join(self.table(*what)))
            elif kind == "heading":
                out.append(self._heading(*what))
            elif kind == "title":
                out.append(("# " if self.markdown else "") + what[0])
            else:
                out.append(waiting + what[-1])
            waiting = ""
        return "\n\n".join(out) + "\n"

    def _heading(self, level, text):
        if not self.markdown:
            return text
        level = self.chance.choice(self.levels) if self.levels else level + 1
        return "#" * level + " " + text

    # --- tables -----------------------------------------------------------------------------------------------------

    def table(self, name, grid):
        manner = getattr(self, f"_{self.manner}")
        return manner(name, grid)

    def page_break(self):
        """A page number between two rows, and the heads of the table again."""
        self.page += 1
        return self.chance.choice((f"- {self.page} -", f"— {self.page} —", f"第{self.page}页"))

    def _rows(self, grid, lost_from=None):
        """Texts of each row, a cell of the place where it begins; spanned places dropped."""
        for index, row in enumerate(grid):
            texts = [cell.text.replace("\n", "") for cell in row]
            if lost_from is not None and index >= lost_from:
                texts = [cell.text for cell in row if cell.role in ("label", "value")]
            yield texts

    def _separated(self, name, grid, separator, lost_from=None):
        out = []
        for index, texts in enumerate(self._rows(grid, lost_from)):
            if self.pages and name == "table3" and index in (11, 19):
                out += ["", self.page_break(), ""]
                out += [separator.join(cell.text for cell in row) for row in grid[:3]]
            lead = ""
            if lost_from is None and name == "table3" and separator == "\t":
                lead = self._lead(grid, index)
            out.append(lead + separator.join(texts))
        return out

    def _lead(self, grid, index):
        """Empty leading cells where a group label of an earlier row spans this one."""
        expanded = grids.expand(grid)[index]
        count = 0
        for place in expanded:
            if place and not place[1] and place[0].role == "group":
                count += 1
            else:
                break
        return "\t" * count

    def _tabs(self, name, grid):
        return self._separated(name, grid, "\t")

    def _pipes(self, name, grid):
        return self._separated(name, grid, " | ")

    def _lost(self, name, grid):
        return self._separated(name, grid, self.chance.choice(("\t", " | ")), lost_from=len(grid) - self.chance.randint(3, 9))

    def _ends(self, name, grid):
        """Every row as wide as the table: what does not fill it is empty, before or behind."""
        out = []
        width = {"table2": 4, "table3": 10, "table4": 15}[name]
        for index, texts in enumerate(self._rows(grid)):
            out.append("| " + " | ".join(texts) + " |" + "|" * max(0, width - len(texts)))
            if index == 0 and self.markdown:
                out.append("|" + "---|" * width)
        return out

    def _blanks(self, name, grid):
        out = []
        for row in grid:
            line = ""
            for cell in row:
                line += cell.text.replace("\n", "") + " " * self.chance.randint(2, 9)
            out.append(line.rstrip())
        return out

    def _lines(self, name, grid):
        out = []
        for row in grid:
            for cell in row:
                for piece in cell.text.split("\n"):
                    out += [piece, ""]
        return out

    def _vanishing(self, name, grid):
        return [line for row in grid for cell in row for line in cell.text.split("\n") if line.strip()]

    def _pieces(self, name, grid):
        if name != "table3":
            return self._lines(name, grid)
        out, at = [], 0
        for index, row in enumerate(grid):
            for cell in row:
                if cell.ref == ("table3", "results"):
                    continue
                out += [cell.text, ""]
            if index in (8, 10, 12, 14, 16):
                out += [PIECES[at], ""]
                at += 1
        return out

    def _before(self, name, grid):
        """As a PDF gives its text away: the numbers of a row, then its label."""
        out = []
        for row in grid:
            values = [cell.text for cell in row if cell.role == "value"]
            labels = [cell.text for cell in row if cell.role != "value"]
            if name == "table3" and values:
                out.append(" ".join(values) + " " + " ".join(labels))
            elif values:
                out += [*values, *labels] if len(values) == 1 else [*labels, *values]
            else:
                out += labels
        return out

    def _wrapped(self, name, grid):
        """Columns by blanks, as a PDF printed to text; a label longer than twelve signs over several lines."""
        out = []
        for row in grid:
            values = [cell.text for cell in row if cell.role == "value"]
            labels = [cell.text.replace("\n", "") for cell in row if cell.role != "value"]
            if not values or name != "table3" or len(labels[-1]) <= 14:
                out.append("   ".join(labels + values))
                continue
            label = labels[-1]
            size = -(-len(label) // (3 if len(label) > 26 else 2))
            lines = [label[at : at + size] for at in range(0, len(label), size)]
            lead = "   ".join(labels[:-1])
            numbers = "   ".join(values)
            if len(lines) == 2:
                out += [(lead + "   " if lead else "") + lines[0], " " * 20 + numbers, " " * 8 + lines[1]]
            else:
                out += [" " * 8 + lines[0], (lead + "   " if lead else "") + lines[1] + "   " + numbers, " " * 8 + lines[2]]
        return out

    def _together(self, name, grid):
        return ["".join(cell.text.replace("\n", "") for cell in row) for row in grid]

    def _markdown(self, name, grid):
        """A spanned place holds the text again (`doubled`) or nothing."""
        out = []
        for index, row in enumerate(grids.expand(grid)):
            cells = []
            for place in row:
                if place is None:
                    cells.append("")
                    continue
                cell, first = place
                again = self.doubled and cell.role != "value"
                cells.append(cell.text.replace("\n", "") if first or again else "")
            if self.pages and name == "table3" and index in (11, 19):
                out += ["", self.page_break(), ""]
                out += [out[0], out[1]]
            out.append("| " + " | ".join(cells) + " |")
            if index == 0:
                out.append("|" + "---|" * len(cells))
        return out


def write(report, **options):
    return Text(report, **options).bytes()
