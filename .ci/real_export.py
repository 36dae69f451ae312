"""Makes an old browser export of real dialogues and says what Parley has to show after its migration.

The dialogues are those of the package chatterbot-corpus, in some thirty languages. One conversation is made of every
fourth, in all the shapes the old application left behind, and one very long one of each of the larger languages.
"""

import datetime
import json
import pathlib
import zipfile

START = 1_672_531_200_000  # 2023-01-01T00:00:00Z, in milliseconds
LONG_FROM = 400  # dialogues: a language with as many gets a conversation of all of them
EVERY = 4  # of the other dialogues one in so many is taken
WELCOME = "Hello! How can I help you today?"


def dialogues(wheel):
    """(language, topic, [lines]) of every dialogue, in the order of the names."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            path = pathlib.PurePosixPath(name)
            if path.suffix == ".yml":
                text = archive.read(name).decode("utf-8")
                for lines in conversations(text):
                    yield path.parent.name, path.stem, lines


def conversations(text):
    """The lists of the form "- - question", "  - answer" that the corpus consists of."""
    found = []
    for line in text.splitlines():
        stripped = line.strip()
        if line.lstrip().startswith("- - "):
            found.append([scalar(stripped[4:])])
        elif stripped.startswith("- ") and found and line.startswith(" "):
            found[-1].append(scalar(stripped[2:]))
        elif stripped and found and line.startswith("   ") and not stripped.startswith("-"):
            found[-1][-1] += " " + scalar(stripped)
    return [[line for line in lines if line] for lines in found if len(lines) > 1]


def scalar(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    return text


def iso(millis):
    seconds, rest = divmod(millis, 1000)
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + ".%03dZ" % rest


class Export:
    """The conversations of a file, and of each what is to be seen afterwards."""

    def __init__(self, wheel):
        self.items = []
        self.expected = []
        by_language = {}
        for place, (language, topic, lines) in enumerate(dialogues(wheel)):
            by_language.setdefault(language, []).append(lines)
            if place % EVERY == 0:
                self.add(language, topic, lines)
        for language, all_lines in by_language.items():
            if len(all_lines) >= LONG_FROM:
                self.add(language, "everything", [line for lines in all_lines for line in lines])

    def add(self, language, topic, lines):
        """One conversation; its number decides which of the old application's shapes it has."""
        number = len(self.items)
        begun = START + number * 3_600_000
        title = "New Conversation" if number % 17 == 0 else f"{language}: {topic}: {lines[0]}"[:190]
        messages, seen = [], []
        if number % 5 == 0:
            self.say(messages, seen, "assistant", WELCOME, begun, number)
        if number % 40 != 20:
            for place, line in enumerate([] if number % 40 == 39 else lines):
                role = "user" if place % 2 == 0 else "assistant"
                self.say(messages, seen, role, line, begun + (place + 1) * 1_500, number)
        ended = begun + (len(messages) + 1) * 1_500
        item = {
            "id": begun if number % 7 == 3 else str(begun),
            "title": title,
            "messages": messages,
            "createdAt": begun if number % 11 == 5 else iso(begun),
            "updatedAt": iso(ended),
            "isLoading": number % 13 == 1,
        }
        metadata = {}
        if number % 3:
            metadata = {
                "thinkingTimes": [1.5 + place / 8 for place in range(len(messages) // 2)],
                "averageThinkingTime": 1.75,
                "totalThinkingTime": 1.75 * (len(messages) // 2),
                "responseCount": len(messages) // 2,
            }
            item.update(metadata)
        self.items.append(item)
        self.expected.append(
            {"title": title, "messages": seen, "metadata": metadata, "created": iso(begun), "updated": iso(ended)}
        )

    @staticmethod
    def say(messages, seen, role, line, millis, number):
        message = {"type": role, "content": line, "timestamp": iso(millis)}
        if number % 19 == 4:
            message["role"] = role
        if number % 23 == 6 and role == "assistant":
            message["content"] = {"text": line}
        if number % 29 == 8:
            message["timestamp"] = millis
        if number % 31 == 10 and role == "assistant":
            message["metrics"] = None
        messages.append(message)
        seen.append((role, line, iso(millis)))

    def grow(self, number):
        """Two more messages, as a later export has them; Parley has got others meanwhile."""
        seen, messages = self.expected[number]["messages"], self.items[number]["messages"]
        begun = START + number * 3_600_000 + 86_400_000
        new, shown = [], []
        self.say(new, shown, "user", f"One more thing ({number})", begun, number)
        self.say(new, shown, "assistant", "ठीक है — 好的 — حسنًا 🙂", begun + 1_000, number)
        messages.extend(new)
        seen.extend(shown)

    def write(self, path):
        path.write_text(json.dumps(self.items, ensure_ascii=False, indent=2), encoding="utf-8")

    def messages(self):
        return sum(len(item["messages"]) for item in self.items)
