"""Every command of the window, once: menus, palette, shortcuts and the page of keys are made from this list."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for.

    `title` is written with `&` before the letter that chooses it in its menu. `keys` are in the portable form
    ("Ctrl+K"), empty where the palette and the menu are the way. `place` names the one place where it works, empty:
    everywhere. `group` parts a menu: a line is drawn where it changes. A `local` command has its keys only while its
    place has the keyboard, so that Delete or Ctrl+C mean what they mean elsewhere. `also` is a second key that stays
    as it is; a letter there is heard only where somebody has switched such keys on.
    """

    id: str
    title: str
    menu: str
    keys: str = ""
    place: str = ""
    group: int = 0
    help: str = ""
    local: bool = False
    also: str = ""

    @property
    def name(self) -> str:
        """The title without the mark of its letter."""
        return self.title.replace("&", "")

    @property
    def letters(self) -> str:
        """The keys that choose it in its menu, for who has no others: "Alt+M, T"."""
        menu, own = (text[text.index("&") + 1].upper() for text in (MENUS[self.menu], self.title))
        return f"Alt+{menu}, {own}"


PLACES: Final = {
    "map": "Map",
    "record": "Record",
    "sessions": "Sessions",
    "priorities": "Priorities",
    "report": "Report",
}
"""The places in the rail, in their order: key and word."""

MENUS: Final = {
    "file": "&File",
    "edit": "&Edit",
    "view": "&View",
    "map": "&Map",
    "steps": "S&teps",
    "grid": "&Phases and lanes",
    "go": "&Go",
    "session": "&Recording",
    "sessions": "Sess&ions",
    "help": "&Help",
}

OVERLAY_WORDS: Final = {
    "traffic": "Traffic",
    "time": "Time",
    "drop_off": "Drop-off",
    "pain": "Pain",
    "emotion": "Feelings",
    "evidence": "Evidence",
}
"""The word of each overlay of present.overlays.OVERLAYS."""
OVERLAY_HELP: Final = {
    "traffic": "How many came",
    "time": "How long it took",
    "drop_off": "Where people left",
    "pain": "Where it hurt",
    "emotion": "How people felt",
    "evidence": "How much is known",
}
"""The same in a few words."""

COMMANDS: Final = (
    Command("project.new", "&New project…", "file", "Ctrl+N"),
    Command("project.open", "&Open…", "file", "Ctrl+Shift+O"),
    Command("project.sample", "Open the &sample", "file", help="An invented service with made-up people"),
    Command("project.import", "&Import…", "file", "Ctrl+I", group=1, help="Session notes and event logs"),
    Command("project.export", "&Export a report…", "file", "Ctrl+E", group=1),
    Command("project.publish", "S&ave to the file now", "file", "Ctrl+S", group=2, help="Happens by itself as well"),
    Command("project.folder", "Show in &folder", "file", group=2),
    Command("window.close", "&Close the window", "file", "Ctrl+W", group=3),
    Command("app.quit", "&Quit", "file", "Ctrl+Q", group=3),
    Command("edit.undo", "&Undo", "edit", "Ctrl+Z"),
    Command("edit.redo", "&Redo", "edit", "Ctrl+Shift+Z"),
    Command("map.steps_cut", "Cu&t steps", "edit", "Ctrl+X", "map", 1, local=True),
    Command("map.steps_copy", "&Copy steps", "edit", "Ctrl+C", "map", 1, "As text that people can read", True),
    Command("map.steps_paste", "&Paste steps", "edit", "Ctrl+V", "map", 1, "A list, or rows of a spreadsheet", True),
    Command("map.steps_duplicate", "Dup&licate", "edit", "Ctrl+D", "map", 1, local=True),
    Command("map.step_rename", "Re&name the step", "edit", "F2", "map", 1, local=True),
    Command("map.steps_delete", "&Delete", "edit", "Del", "map", 1, "Visits to the steps go to the tray", True),
    Command("map.steps_all", "Choose &all steps", "edit", "Ctrl+A", "map", 1, local=True),
    Command("palette.open", "&Find a command…", "edit", "Ctrl+K", group=2),
    Command("view.system", "Look as the &system", "view"),
    Command("view.light", "&Light", "view"),
    Command("view.dark", "&Dark", "view"),
    Command("view.contrast", "&High contrast", "view"),
    Command("view.inspector", "Show the &inspector", "view", "F9", group=1),
    Command("view.filter", "Choose &what is counted", "view", "Ctrl+Shift+F", group=1, help="To the filter bar"),
    Command("view.all", "Count &all sessions", "view", group=1),
    Command("map.legend", "Fold the l&egend", "view", "Shift+F9", "map", 1, "Or show it again"),
    Command("map.zoom_in", "Zoom i&n", "view", "Ctrl++", "map", 2),
    Command("map.zoom_out", "Zoom &out", "view", "Ctrl+-", "map", 2),
    Command("map.fit", "Zoom to &fit", "view", "Ctrl+0", "map", 2),
    Command("map.zoom_selection", "Zoom to what is &chosen", "view", "Ctrl+9", "map", 2, "Again: with its cells"),
    Command("map.go_to", "&Go to a step…", "view", "Ctrl+G", "map", 2),
    Command("map.outline", "Outline of the ma&p", "view", "Ctrl+O", "map", 2),
    Command("map.search", "Find on the m&ap…", "map", "Ctrl+F", "map", 0, "Steps, cells, pain points, tags, labels"),
    Command("map.present", "&Present", "map", "F5", "map", 0, "Full screen, step by step along the main path"),
    Command("map.tidy", "&Tidy up", "map", "", "map", 1, "Cards that were moved by hand find their place again"),
    Command("map.simplify", "&Simplify…", "map", "", "map", 1, "Show fewer steps and links"),
    Command("map.tray", "To the tra&y", "map", "", "map", 1, "Labels that have no place on the map"),
    *(
        Command(f"map.overlay_{key}", title, "map", "", "map", 2, OVERLAY_HELP[key])
        for key, title in (
            ("traffic", "Show: tra&ffic"),
            ("time", "Show: t&ime"),
            ("drop_off", "S&how: drop-off"),
            ("pain", "Sho&w: pain"),
            ("emotion", "Show: fee&lings"),
            ("evidence", "Show: e&vidence"),
        )
    ),
    Command("map.new", "&New map…", "map", "", "map", 3),
    Command("map.copy", "&Copy the map as it should be…", "map", "", "map", 3),
    Command("map.rename", "&Rename the map…", "map", "", "map", 3),
    Command("map.delete", "&Delete the map", "map", "", "map", 3),
    Command("map.compare", "Co&mpare with another map…", "map", "Ctrl+Shift+U", "map", 4, "What is new, gone, changed"),
    Command("map.next_difference", "Ne&xt difference", "map", "Alt+Right", "map", 4, local=True),
    Command("map.previous_difference", "Pr&evious difference", "map", "Alt+Left", "map", 4, local=True),
    Command("map.inside", "&Open the map of the step", "map", "Alt+Down", "map", 5, local=True),
    Command("map.back", "&Back to the outer map", "map", "Alt+Up", "map", 5, local=True),
    Command(
        "map.add_step", "&Add a step", "steps", "Ctrl+Shift+N", "map", 0, "After the selected one", True, also="Ins"
    ),
    Command("map.type_list", "&Type a list…", "steps", "Ctrl+Shift+L", "map", 0, "One line a step", True),
    Command("map.cell", "&Write into a cell…", "steps", "Ctrl+Shift+W", "map", 0, "Below the selected step", True),
    Command("map.cells", "Cells &of the step…", "steps", "Ctrl+Shift+X", "map", 0, "Stretch, share, empty", True),
    Command("map.cell_stretch", "Stretch o&ver the next column", "steps", "Alt+Shift+Right", "map", 0, "A cell", True),
    Command("map.cell_shrink", "S&hrink by a column", "steps", "Alt+Shift+Left", "map", 0, "A cell", True),
    Command("map.connect", "&Connect…", "steps", "Ctrl+J", "map", 1, "Choose where it leads to", True, also="C"),
    Command("map.links", "&Links of the step…", "steps", "Ctrl+Shift+J", "map", 1, "Kind, condition, delete", True),
    Command("map.move_left", "Move &earlier", "steps", "Ctrl+Left", "map", 2, local=True),
    Command("map.move_right", "Move late&r", "steps", "Ctrl+Right", "map", 2, local=True),
    Command("map.move_up", "Move &up", "steps", "Ctrl+Up", "map", 2, "A row, or to the lane above", True),
    Command("map.move_down", "Move &down", "steps", "Ctrl+Down", "map", 2, "A row, or to the lane below", True),
    Command("map.align", "Al&ign in one row", "steps", "Ctrl+Shift+A", "map", 2, local=True),
    Command("map.merge_steps", "&Merge steps", "steps", "Ctrl+M", "map", 3, "The first one stays", True),
    Command("map.split_step", "&Split the step…", "steps", "Ctrl+Shift+M", "map", 3, "Into several", True),
    Command("map.add_phase", "Add a &phase", "grid", "Ctrl+Shift+P", "map", local=True),
    Command("map.begin_phase", "&Begin a phase here", "grid", "Ctrl+Shift+B", "map", 0, "With the selected step", True),
    Command("map.rename_phase", "&Rename the phase", "grid", "Shift+F2", "map", local=True),
    Command("map.phase_left", "Move the phase &earlier", "grid", "Ctrl+Shift+Left", "map", local=True),
    Command("map.phase_right", "Move the phase la&ter", "grid", "Ctrl+Shift+Right", "map", local=True),
    Command("map.merge_phase", "&Merge with the next phase", "grid", place="map"),
    Command("map.delete_phase", "&Delete the phase", "grid", place="map", help="Its steps stay on the map"),
    Command("map.add_lane", "&Add a lane…", "grid", "Ctrl+Shift+D", "map", 1, local=True),
    Command("map.lanes", "&Lanes…", "grid", "Ctrl+Shift+G", "map", 1, "Rename, move, fold, hide, delete", True),
    Command("go.map", "&Map", "go", "Ctrl+1"),
    Command("go.record", "&Record", "go", "Ctrl+2"),
    Command("go.sessions", "&Sessions", "go", "Ctrl+3"),
    Command("go.priorities", "&Priorities", "go", "Ctrl+4"),
    Command("go.report", "R&eport", "go", "Ctrl+5"),
    Command("go.next_part", "Ne&xt part of the window", "go", "F6", group=1),
    Command("record.start", "&Record a session", "session", "Ctrl+R"),
    Command("record.line", "To the capture &line", "session", "Ctrl+L", "record"),
    Command("record.pause", "&Start the clock, pause or go on", "session", "F8", "record"),
    Command("record.task", "&Task for the participant", "session", "F11", "record", 0, "In a window of its own"),
    Command("record.gap", "Count a &gap in or leave it out", "session", "Shift+F8", "record"),
    Command("record.end", "&End the session", "session", "Ctrl+Shift+E", "record"),
    Command("record.consent", "&Consent", "session", "Ctrl+Shift+C", "record"),
    *(
        Command(f"record.next_{number}", f"Likely next step &{number}", "session", f"Alt+{number}", "record", 1)
        for number in range(1, 10)
    ),
    Command(
        "sessions.open", "&Open the session", "sessions", "", "sessions", 0, "To read and correct it; also Enter", True
    ),
    Command("sessions.compare", "Two &side by side", "sessions", "F7", "sessions", 0, "The two that are chosen"),
    Command("sessions.back", "&Back to all sessions", "sessions", "Alt+Home", "sessions", 0, local=True),
    Command("sessions.previous", "&Previous session", "sessions", "Ctrl+PgUp", "sessions", 0, local=True),
    Command("sessions.next", "Ne&xt session", "sessions", "Ctrl+PgDown", "sessions", 0, local=True),
    Command("sessions.axis", "&Time axis or table", "sessions", "F4", "sessions", 1),
    Command("sessions.scale", "Scale by time or by o&rder", "sessions", "Shift+F4", "sessions", 1),
    Command("sessions.find", "&Find sessions…", "sessions", "F3", "sessions", 1, "By person, round, task, outcome …"),
    Command("sessions.sort", "Sort by the col&umn", "sessions", "Ctrl+T", "sessions", 1, "Again: the other way", True),
    Command("sessions.round", "Move to another rou&nd…", "sessions", "Ctrl+Shift+R", "sessions", 2, local=True),
    Command("sessions.outcome", "Set the out&come…", "sessions", "Ctrl+Shift+T", "sessions", 2, local=True),
    Command("sessions.exclude", "&Leave out of the counts…", "sessions", "Ctrl+Shift+H", "sessions", 2, local=True),
    Command("sessions.include", "Count &again", "sessions", "Ctrl+Shift+Y", "sessions", 2, local=True),
    Command("sessions.delete", "&Delete", "sessions", "Ctrl+Del", "sessions", 2, "Also Del; can be undone", True),
    Command("sessions.insert", "&Insert an entry", "sessions", "Ctrl+Ins", "sessions", 3, "After the chosen one", True),
    Command("sessions.earlier", "Move the entry &earlier", "sessions", "Alt+Shift+Up", "sessions", 3, local=True),
    Command("sessions.later", "Mo&ve the entry later", "sessions", "Alt+Shift+Down", "sessions", 3, local=True),
    Command("help.keys", "&Keys and signs", "help", "F1"),
    Command("help.folder", "&Where the app keeps its files", "help"),
    Command("help.about", "&About journeymap", "help"),
)
"""All of them, in the order of the menus."""

SIGNS: Final = (
    (">", "step", "goes to a step of the map"),
    ("!", "pain", "pain; a digit after it says how bad, 0 to 4"),
    ('"', "quote", "what the person says"),
    ("?", "thought", "a thought or a question"),
    ("~", "feeling", "a feeling, −2 to +2"),
    ("&", "help", "help given"),
    ("*", "idea", "an idea, parked and never counted"),
    ("#", "tag", "a tag, anywhere in the line"),
    ("=", "end", "ends the session with an outcome"),
)
"""The signs of the capture line: sign, one word, what it records."""


def command(command_id: str) -> Command:
    """The command of this id; raises KeyError when there is none."""
    for found in COMMANDS:
        if found.id == command_id:
            return found
    raise KeyError(command_id)


def commands_of(menu: str) -> tuple[Command, ...]:
    """The commands of one menu, in order."""
    return tuple(found for found in COMMANDS if found.menu == menu)


def find_commands(typed: str) -> tuple[Command, ...]:
    """Commands whose words hold every typed word, those first whose title begins with what was typed."""
    words = typed.casefold().split()

    def text(found: Command) -> str:
        return f"{MENUS[found.menu].replace('&', '')} {found.name} {found.help}".casefold()

    matching = [found for found in COMMANDS if all(word in text(found) for word in words)]
    start = " ".join(words)
    return tuple(sorted(matching, key=lambda found: not found.name.casefold().startswith(start)))
