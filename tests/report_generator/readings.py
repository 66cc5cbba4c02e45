"""How many readings damaged figures have (L12, L13): only what reads in one way alone can be asked of a reader."""


def splits(digits, count):
    """All ways to cut a run of digits into `count` figures without leading zeros."""
    if count == 0:
        return [[]] if not digits else []
    found = []
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for size in range(1, longest + 1):
        head = digits[:size]
        found += [[int(head), *rest] for rest in splits(digits[size:], count - 1)]
    return found


def row_splits(digits):
    """Splits of a row of table three in which the sum holds."""
    return [one for one in splits(digits, 7) if sum(one[:6]) == one[6]] if len(digits) <= 20 else []


def document_splits(digits):
    """Splits of 制发, 废止, 现行有效 in which the year before was not negative (R2.1)."""
    return [one for one in splits(digits, 3) if one[2] + one[1] - one[0] >= 0]


def remedy_splits(digits):
    """Splits of the fifteen figures of table four in which each block adds up, up to two of them."""
    found = []

    def block(rest, blocks):
        if len(found) > 1:
            return
        if blocks == 3:
            if not rest:
                found.append(True)
            return
        for length in range(5, len(rest) + 1):
            # A block may itself be read in two ways (1013115: 1·0·13·1·15 and 10·1·3·1·15).
            for one in splits(rest[:length], 5):
                if sum(one[:4]) == one[4]:
                    block(rest[length:], blocks + 1)

    if len(digits) <= 24:
        block(digits, 0)
    return found if len(digits) <= 24 else [True, True]


def joins(pieces, count):
    """All ways to join neighbours so that `count` figures remain and the last is the sum of the others."""
    found = []
    for at in range(len(pieces) - 1):
        joined = pieces[:at] + [pieces[at] + pieces[at + 1]] + pieces[at + 2 :]
        if len(joined) == count and all(one == "0" or one[0] != "0" for one in joined):
            numbers = [int(one) for one in joined]
            if sum(numbers[:-1]) == numbers[-1]:
                found.append(numbers)
    return found
