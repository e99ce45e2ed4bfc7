"""The command line: what can be asked, and with which words."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from cli.console import complain
from cli.files import FORCES, ROUND
from planreview.errors import PlanreviewError
from planreview.finding import Status

EXIT_CODES = """
exit codes: 0 done; 1 a document could not be read or the run failed, with the reason named; 2 wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except PlanreviewError as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 1
    except KeyboardInterrupt:
        complain("stopped")
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="planreview",
        description="Review of the plans that many organisations send by a deadline.",
        epilog=EXIT_CODES,
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    command = commands.add_parser("demo", help="replay the 2017 round on this machine, with sample plans")
    command.set_defaults(run=_later("demo"))

    command = commands.add_parser("review", help="put your own files through the whole stack on this machine")
    _files(command)
    _round(command)
    _forces(command)
    command.add_argument(
        "--force", metavar="ID", help="the force that sends them (default: the first of the forces file)"
    )
    command.add_argument(
        "--received-at",
        type=_moment,
        metavar="TIME",
        help="when they arrive, as ISO 8601; without an offset, in the round's zone (default: noon of the last day)",
    )
    _json(command)
    command.set_defaults(run=_later("review"))

    command = commands.add_parser("extract", help="the text of a file, page by page")
    command.add_argument("file", type=_file, metavar="FILE")
    _json(command)
    command.set_defaults(run=_later("extract"))

    command = commands.add_parser("assess", help="the findings that files give, with their quotes; no AWS, no stack")
    command.add_argument(
        "files", nargs="+", type=_file_or_folder, metavar="FILE", help="a file, or a folder of files, of one force"
    )
    _round(command)
    command.add_argument(
        "--force",
        metavar="NAME",
        help='whose documents they are: an id of the forces file, or a name such as "Kent Police" (default: the force'
        " that each of them names most)",
    )
    _forces(command)
    command.add_argument(
        "--explain",
        action="store_true",
        help="for each criterion, every passage that was looked at, what it was taken as, or why it was set aside",
    )
    _html(command)
    command.add_argument(
        "--compare",
        nargs=2,
        type=_file,
        metavar=("OLD", "NEW"),
        help="two round files: what would change from the one to the other; each FILE is then a plan of its own,"
        " and a folder one plan of several documents",
    )
    _json(command)
    command.set_defaults(run=_later("assess"))

    _stacks(commands)
    _for_inspectors(commands)

    command = commands.add_parser("round", help="check a round file, or open it")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = actions.add_parser("check", help="name every fault of a round file, with its place")
    action.add_argument("round", type=_file, metavar="FILE")
    _forces(action)
    action.set_defaults(run=_later("round_file", "check"))
    action = actions.add_parser("open", help="open a round, or change an open one: says what would change")
    action.add_argument("round", type=_file, metavar="FILE")
    action.add_argument(
        "--forces",
        type=_file,
        metavar="FILE",
        help="forces file (default: rounds/forces.toml, for rounds/apsp-2017.toml)",
    )
    _stack(action)
    action.add_argument(
        "--yes", action="store_true", help="do what is risky too, such as a deadline that comes earlier, or has passed"
    )
    action.set_defaults(run=_later("round_file", "open_"))
    return top


def _assessment(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = _of_force(actions, "show", "the proposal, the decisions and the state", run=("dossier", "assessment"))
    action.add_argument("--by", metavar="ID", help="in a blind round: the inspector whose own judgements to show")
    _html(action)
    _json(action)
    words = "what the force has sent; with --out, the files and their texts"
    action = _of_force(actions, "documents", words, run=("dossier", "sent"))
    action.add_argument("--out", type=Path, metavar="FOLDER", help="where to")
    action = _of_force(actions, "judge", "judge one criterion apart from your colleague, in a blind round", by=True)
    _criterion_and_status(action)
    action.add_argument("--reason", required=True, help="what it rests on")
    _quote(action)
    action = _of_force(actions, "decide", "decide one criterion", by=True)
    _criterion_and_status(action)
    action.add_argument("--reason", help="why it differs from the proposal")
    action.add_argument("--sentence", help="your own sentence for the letter")
    _quote(action)
    action.add_argument(
        "--seen", type=int, default=0, metavar="N", help="revision of the decision that you replace (default: none)"
    )
    _proposal(action)
    action = _of_force(actions, "accept", "accept the proposal", by=True)
    _proposal(action)
    action.add_argument(
        "criteria",
        nargs="*",
        metavar="CRITERION",
        help="default: all that are undecided, but for those to look at first",
    )
    action = _of_force(actions, "extend", "give the force more time", by=True)
    action.add_argument("--until", type=_day, required=True, metavar="DAY", help="its new last day, as 2017-06-07")
    action.add_argument("--reason", required=True)
    action = _of_force(actions, "late", "take a late document into the assessment, or put on record why not", by=True)
    action.add_argument("verdict", choices=["accept", "refuse"], metavar="accept|refuse")
    action.add_argument("document", metavar="DOCUMENT", help="its name or id")
    action.add_argument("--reason", required=True)
    action = _of_force(actions, "share", "name another force's document on this one's submission too", by=True)
    action.add_argument("document", metavar="DOCUMENT", help="its name or id")
    action.add_argument("--of", required=True, metavar="ID", help="the force that sent it")
    action.add_argument("--reason", required=True)
    _of_force(actions, "complete", "give it to the moderator", by=True)
    _of_force(actions, "sign-off", "agree to it, as a second person", by=True)
    action = _of_force(actions, "edit-letter", "take over a letter that an office has edited, from Word", by=True)
    action.add_argument("file", type=_file, metavar="FILE")
    action = _of_force(actions, "publish", "approve its letter, as the lead: it goes out, with a copy", by=True)
    action.add_argument(
        "--letter",
        type=int,
        default=0,
        metavar="N",
        help="version of the letter that you have read, as `publish letter` names it (default: 0, the first draft)",
    )
    action = _of_force(actions, "reply", "record that the policing body has published its comments", by=True)
    action.add_argument("--on", type=_day, required=True, metavar="DAY", help="the day on which they came")
    for name, words in (("send-back", "disagree, as its moderator"), ("reopen", "open it anew, as the lead")):
        _of_force(actions, name, words, by=True).add_argument("--reason", required=True)


def _criterion_and_status(command: argparse.ArgumentParser) -> None:
    command.add_argument("criterion", metavar="CRITERION")
    command.add_argument("status", choices=[status.value for status in Status], metavar="STATUS", help="%(choices)s")


def _proposal(command: argparse.ArgumentParser) -> None:
    words = "revision of the proposal that you have seen; refused where there is a newer one (default: whichever is)"
    command.add_argument("--proposal", type=int, metavar="N", help=words)


def _quote(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--quote", nargs=3, action="append", metavar=("DOCUMENT", "PAGE", "WORDS"), help="evidence of your own choice"
    )


def _of_force(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, *, by: bool = False,
    run: tuple[str, str] | None = None,
) -> argparse.ArgumentParser:  # fmt: skip
    """`run` is the module and the function of the command, where it is not the act of its name."""
    action = actions.add_parser(name, help=words)
    _stack(action)
    _round_id(action)
    action.add_argument("--force", required=True, metavar="ID", help="the force whose assessment it is")
    if by:
        action.add_argument("--by", required=True, metavar="ID", help="the inspector who acts")
    action.set_defaults(run=_later(*(run or ("assessment", f"{name.replace('-', '_')}_"))))
    return action


def _publish(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(metavar="ACTION", required=True)
    action = actions.add_parser("letter", help="the letter to a force whose assessment is signed off: HTML, DOCX, PDF")
    _stack(action)
    _round_id(action)
    action.add_argument("--force", required=True, metavar="ID", help="the force that it is to")
    _out(action)
    action.set_defaults(run=_later("publish", "letter"))
    action = actions.add_parser("overview", help="how many forces are in each band, and which: HTML, CSV, JSON")
    _stack(action)
    _round_id(action)
    _forces(action)
    action.add_argument(
        "--decisions", type=_file, metavar="FILE", help="count the decisions of this file in place of a stack's"
    )
    _out(action)
    action.set_defaults(run=_later("publish", "overview_"))


def _out(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=Path, default=Path("published"), metavar="FOLDER", help="where to (default: %(default)s)"
    )


def _audit(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(metavar="ACTION", required=True)
    for name, words in (("verify", "say whether the trails are whole"), ("export", "print them as JSON Lines")):
        action = actions.add_parser(name, help=words)
        _stack(action)
        _round_id(action)
        action.add_argument("--force", metavar="ID", help="one force alone (default: all)")
        action.set_defaults(run=_later("audit", name))


def _round_id(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--round", default="apsp-2017", metavar="ID", help="id of the open round (default: %(default)s)"
    )


def _stacks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("up", help="run the stack on this machine until Ctrl-C")
    _round(command)
    _forces(command)
    command.add_argument(
        "--port", type=int, default=5000, help="port on 127.0.0.1 (default: %(default)s; 0: any free one)"
    )
    command.add_argument(
        "--at",
        type=_moment,
        metavar="TIME",
        help="what time it is to be, as ISO 8601; without an offset, in the round's zone (default: noon of the day"
        " on which the request was sent)",
    )
    command.set_defaults(run=_later("up"))

    command = commands.add_parser("upload", help="send files for a force, to the running stack")
    _files(command)
    _stack(command)
    _round_id(command)
    command.add_argument("--force", required=True, metavar="ID", help="the force that sends them")
    command.set_defaults(run=_later("upload"))

    command = commands.add_parser(
        "status", help="submissions, documents, notices and dead letters of the running stack"
    )
    _stack(command)
    _json(command)
    command.set_defaults(run=_later("status"))

    command = commands.add_parser("clock", help="what time it is in the stack that runs here, or make it another")
    command.add_argument("time", nargs="?", type=_moment, metavar="TIME", help="as ISO 8601, in UTC without an offset")
    command.set_defaults(run=_later("clock"))


def _for_inspectors(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("calendar", help="an inspector's due dates as an iCalendar file")
    _stack(command)
    _round_id(command)
    command.add_argument("--by", required=True, metavar="ID", help="the inspector")
    command.add_argument(
        "--out", type=Path, default=Path("due-dates.ics"), metavar="FILE", help="where to (default: %(default)s)"
    )
    command.set_defaults(run=_later("calendar"))

    _assessment(commands.add_parser("assessment", help="decide, complete, sign off, send back or reopen a force's"))
    command = commands.add_parser("agreement", help="how often two inspectors agreed who judged apart (Cohen's kappa)")
    _stack(command)
    _round_id(command)
    _json(command)
    command.set_defaults(run=_later("agreement"))

    _publish(commands.add_parser("publish", help="write the letters and the overview that follow from decisions"))
    _audit(commands.add_parser("audit", help="what is on record of each assessment, and whether it is whole"))


def _later(module: str, function: str = "run") -> Callable[[argparse.Namespace], int]:
    """A command whose module is imported when it is chosen: the text of a file should not wait for a whole stack."""

    def run(chosen: argparse.Namespace) -> int:
        return int(getattr(import_module(f"cli.{module}"), function)(chosen))

    return run


def _files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=_file, metavar="FILE")


def _round(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--round", type=_file, default=ROUND, metavar="FILE", help="round file (default: rounds/apsp-2017.toml)"
    )


def _forces(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--forces", type=_file, default=FORCES, metavar="FILE", help="forces file (default: rounds/forces.toml)"
    )


def _stack(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--stack", metavar="NAME", help="a stack deployed to AWS (default: the one that `planreview up` runs)"
    )


def _html(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--html", type=_new_file, metavar="FILE", help="write a page with the quotes, and how each passage was taken"
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name!r}")
    return path


def _new_file(name: str) -> Path:
    path = Path(name)
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(path.parent)!r}")
    return path


def _file_or_folder(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no file or folder {name!r}")
    return path


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{words!r} is not a day; write it as 2017-06-07") from error


def _moment(words: str) -> datetime:
    try:
        return datetime.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{words!r} is not a time; write it as 2017-05-31T23:59:59 or 2017-05-31T22:59:59Z"
        ) from error


if __name__ == "__main__":
    sys.exit(main())
