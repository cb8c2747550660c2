//! The kinds of problems that this stage finds.

use crate::diag::{Code, Severity};

/// Each of them.
pub static CODES: &[&Code] = &[
    &UNREADABLE_FILE,
    &UNKNOWN_SCHEMA,
    &BAD_KEY,
    &EMPTY_TEXT,
    &LINE_BREAK,
    &TOO_LONG,
    &LOOK_ALIKE,
    &MALFORMED_REFERENCE,
    &DANGLING_REFERENCE,
    &WRONG_KIND,
    &MALFORMED_ID,
    &DUPLICATE_ID,
    &TAKEN_KEY,
    &MISPLACED_KEY,
    &MISSING_OPTIONS,
    &DUPLICATE_ENTRY,
    &BAD_DEFAULT,
    &BAD_RULE,
    &CRITERION_SUBJECT,
    &CRITERION_OPERATOR,
    &UNFIT_OPERATOR,
    &UNKNOWN_OPTION,
    &EMPTY_LIST,
    &EMPTY_BLOCK,
    &GROUP_FORM,
    &TOO_MANY_BLOCKS,
    &BAD_EXAMPLE,
    &CYCLIC_USE,
    &OUTCOME_NOT_STORED,
    &STEP_ACTION,
    &VARIABLE_NAME,
    &BAD_INTERVAL,
    &BAD_TIME,
    &SCHEDULE_DAYS,
    &NO_TARGET,
    &EMPTY_SCRIPT,
    &PATH_OUTSIDE,
    &FILE_NAME,
];

/// `unreadable-file`
pub static UNREADABLE_FILE: Code = Code {
    word: "unreadable-file",
    severity: Severity::Error,
    what: "A file that the manifest names cannot be read: it is missing, it is no regular file, it is too large, or it is not UTF-8.",
    why: "Without it nothing of the solution can be rendered.",
    example: "powershell = \"scripts/bakcup.ps1\"    # the file is scripts/backup.ps1",
};

/// `unknown-schema`
pub static UNKNOWN_SCHEMA: Code = Code {
    word: "unknown-schema",
    severity: Severity::Error,
    what: "The manifest is written in a version of the language that this program does not read.",
    why: "The same key may mean something else there.",
    example: "schema = 2      # schema = 1",
};

/// `bad-key`
pub static BAD_KEY: Code = Code {
    word: "bad-key",
    severity: Severity::Error,
    what: "A part's key holds other characters than a-z, 0-9 and `-`.",
    why: "Keys become file names and ids on every system, whatever its case and its alphabet.",
    example: "[group.Enabled_Servers]      # [group.enabled-servers]",
};

/// `empty-text`
pub static EMPTY_TEXT: Code = Code {
    word: "empty-text",
    severity: Severity::Error,
    what: "A text that must say something is empty.",
    why: "The platform refuses a part without a name or description.",
    example: "name = \"\"",
};

/// `line-break`
pub static LINE_BREAK: Code = Code {
    word: "line-break",
    severity: Severity::Error,
    what: "A text of one line holds a line break or another control character.",
    why: "The platform refuses a description with a line break, and in a name it can be neither seen nor typed.",
    example: "description = \"\"\"\nFirst.\nSecond.\"\"\"      # description = \"First. Second.\"",
};

/// `too-long`
pub static TOO_LONG: Code = Code {
    word: "too-long",
    severity: Severity::Error,
    what: "A name or another text of one line is longer than the platform takes.",
    why: "What is cut off on the platform no longer equals what the pages say.",
    example: "name = \"…300 characters…\"",
};

/// `look-alike`
pub static LOOK_ALIKE: Code = Code {
    word: "look-alike",
    severity: Severity::Error,
    what: "A name, option or status text holds a character that looks like another one: a non-breaking hyphen or blank, a curly quote, an invisible character, a blank at an end.",
    why: "Matching compares characters, not looks: a group that waits for `Not Available` never sees the same text with a non-breaking blank.",
    example: "name = \"Sign‑in status\"      # with U+2011; type the hyphen of the keyboard",
};

/// `malformed-reference`
pub static MALFORMED_REFERENCE: Code = Code {
    word: "malformed-reference",
    severity: Severity::Error,
    what: "A `{` that opens no reference.",
    why: "Prose names parts as {kind.key}; anything else would reach the reader as it stands.",
    example: "description = \"Sets {enabled}.\"      # {group.enabled}, or {{ for a brace",
};

/// `dangling-reference`
pub static DANGLING_REFERENCE: Code = Code {
    word: "dangling-reference",
    severity: Severity::Error,
    what: "A reference to something that the manifest does not define.",
    why: "On a page it would be a broken link; in a criterion or schedule it would aim at nothing.",
    example: "target = [\"enabeld\"]      # enabled",
};

/// `wrong-kind`
pub static WRONG_KIND: Code = Code {
    word: "wrong-kind",
    severity: Severity::Error,
    what: "A reference to a part of another kind than fits there.",
    why: "A schedule targets groups; a field cannot be run on.",
    example: "target = [\"status\"]      # status is a field",
};

/// `malformed-id`
pub static MALFORMED_ID: Code = Code {
    word: "malformed-id",
    severity: Severity::Error,
    what: "An id that is no UUID of 8-4-4-4-12 hexadecimal digits.",
    why: "Pages, links and records hang on it.",
    example: "id = \"fecda0ff-5a3e\"",
};

/// `duplicate-id`
pub static DUPLICATE_ID: Code = Code {
    word: "duplicate-id",
    severity: Severity::Error,
    what: "Two parts with one id.",
    why: "Two pages of one address: the site shows one of them, and links lead to the wrong part.",
    example: "[field.a] id = \"14c8…\"   [field.b] id = \"14c8…\"",
};

/// `taken-key`
pub static TAKEN_KEY: Code = Code {
    word: "taken-key",
    severity: Severity::Error,
    what: "A part's key, or its `formerly`, is the first key of another part.",
    why: "Derived ids hang on the first key: the new part would take over the id of the old one.",
    example: "[group.new] formerly = \"old\"   [group.old]      # give the second another key",
};

/// `misplaced-key`
pub static MISPLACED_KEY: Code = Code {
    word: "misplaced-key",
    severity: Severity::Error,
    what: "A key that does not go with the others: options on a flag, a timeout on a log row.",
    why: "It would do nothing, though it looks as if it did.",
    example: "type = \"flag\"\noptions = [\"Yes\", \"No\"]      # a flag has none",
};

/// `missing-options`
pub static MISSING_OPTIONS: Code = Code {
    word: "missing-options",
    severity: Severity::Error,
    what: "A dropdown without options.",
    why: "Nothing could be chosen.",
    example: "type = \"dropdown\"      # options = [\"Disabled\", \"Servers\"]",
};

/// `duplicate-entry`
pub static DUPLICATE_ENTRY: Code = Code {
    word: "duplicate-entry",
    severity: Severity::Error,
    what: "An entry stands twice in a list.",
    why: "Twice the same option, tag or keyword: the platform or the site refuses it, and one of them was meant to be another.",
    example: "options = [\"On\", \"Off\", \"On\"]",
};

/// `bad-default`
pub static BAD_DEFAULT: Code = Code {
    word: "bad-default",
    severity: Severity::Error,
    what: "A default that the field or parameter cannot hold.",
    why: "An unset field counts as its default; a value that cannot be set again is a state nobody can return to.",
    example: "options = [\"On\", \"Off\"]\ndefault = \"Of\"",
};

/// `bad-rule`
pub static BAD_RULE: Code = Code {
    word: "bad-rule",
    severity: Severity::Error,
    what: "A rule for values that cannot work: a regular expression that is none, an empty range, a length beyond the platform's.",
    why: "The platform would refuse the field, or every value of it.",
    example: "range = [365, 0]      # [0, 365]",
};

/// `criterion-subject`
pub static CRITERION_SUBJECT: Code = Code {
    word: "criterion-subject",
    severity: Severity::Error,
    what: "A criterion without a subject, or with more than one.",
    why: "A row of the console tests one thing.",
    example: "{ equal = true }      # { field = \"enable\", equal = true }",
};

/// `criterion-operator`
pub static CRITERION_OPERATOR: Code = Code {
    word: "criterion-operator",
    severity: Severity::Error,
    what: "A criterion without an operator, or with more than one.",
    why: "A row of the console has one operator.",
    example: "{ field = \"enable\" }      # { field = \"enable\", equal = true }",
};

/// `unfit-operator`
pub static UNFIT_OPERATOR: Code = Code {
    word: "unfit-operator",
    severity: Severity::Error,
    what: "An operator or value that does not fit what is tested.",
    why: "A flag is true or false and contains nothing; the console would offer no such row.",
    example: "{ field = \"disable\", contains-any-of = [\"True\"] }      # equal = true",
};

/// `unknown-option`
pub static UNKNOWN_OPTION: Code = Code {
    word: "unknown-option",
    severity: Severity::Error,
    what: "A criterion waits for a value that its dropdown does not offer.",
    why: "The group would never match, and nobody would be told.",
    example: "{ field = \"enable\", equal = \"Window\" }",
};

/// `empty-list`
pub static EMPTY_LIST: Code = Code {
    word: "empty-list",
    severity: Severity::Error,
    what: "A list that must hold something is empty, or holds an empty text.",
    why: "Every text contains the empty text: such a row matches every device, or none.",
    example: "contains-any-of = [\"\"]",
};

/// `empty-block`
pub static EMPTY_BLOCK: Code = Code {
    word: "empty-block",
    severity: Severity::Error,
    what: "A block or condition without criteria.",
    why: "It would match every device, or none.",
    example: "[[group.enabled.block]]\nall = []",
};

/// `group-form`
pub static GROUP_FORM: Code = Code {
    word: "group-form",
    severity: Severity::Error,
    what: "A group says what it selects in no way, or in more than one.",
    why: "A group is its blocks, one condition (`all` or `any`), or the outcome it waits for.",
    example: "[group.enabled]\nname = \"…\"      # block, all, any or outcome",
};

/// `too-many-blocks`
pub static TOO_MANY_BLOCKS: Code = Code {
    word: "too-many-blocks",
    severity: Severity::Error,
    what: "A condition that comes to more than 50 blocks.",
    why: "The console knows blocks only, and somebody types each of them in: alternatives inside `all` multiply.",
    example: "all = [{ any = […8 criteria…] }, { any = […8 criteria…] }]      # 64 blocks; one list with contains-any-of has one",
};

/// `bad-example`
pub static BAD_EXAMPLE: Code = Code {
    word: "bad-example",
    severity: Severity::Error,
    what: "An example of a group that says nothing of a device; or an example with a value that its field, property or parameter cannot hold.",
    why: "It would hold of no device, or of all, and so test nothing; on the page of a field or a task somebody would type it.",
    example: "fields = { disable = \"true\" }      # a flag: true, without quotes",
};

/// `cyclic-use`
pub static CYCLIC_USE: Code = Code {
    word: "cyclic-use",
    severity: Severity::Error,
    what: "A shared condition uses itself.",
    why: "It would never end.",
    example: "[criteria.a] all = [{ use = \"b\" }]   [criteria.b] all = [{ use = \"a\" }]",
};

/// `outcome-not-stored`
pub static OUTCOME_NOT_STORED: Code = Code {
    word: "outcome-not-stored",
    severity: Severity::Error,
    what: "A group waits for an outcome that its task stores in no field, or in several.",
    why: "Groups see fields, not output: nothing would ever match, or it is not clear which field is meant.",
    example: "[[task.backup.step]] set-field = \"status\" value = \"%output%\"      # stores it",
};

/// `step-action`
pub static STEP_ACTION: Code = Code {
    word: "step-action",
    severity: Severity::Error,
    what: "A step without an action, or with more than one.",
    why: "A row of the script editor does one thing.",
    example: "[[task.backup.step]]\nlog = \"%output%\"\nset-field = \"status\"      # two steps",
};

/// `variable-name`
pub static VARIABLE_NAME: Code = Code {
    word: "variable-name",
    severity: Severity::Error,
    what: "A parameter or variable whose name has other characters than letters, digits and `_`, or is taken, whatever the case.",
    why: "Its token would not be replaced, or by the other's value.",
    example: "reads = { \"Site ID\" = \"site-id\" }      # { SiteId = \"site-id\" }",
};

/// `bad-interval`
pub static BAD_INTERVAL: Code = Code {
    word: "bad-interval",
    severity: Severity::Error,
    what: "A length of time that is none: N minutes, hours, days, weeks or months.",
    why: "The console takes no other.",
    example: "every = \"daily\"      # \"1 day\"",
};

/// `bad-time`
pub static BAD_TIME: Code = Code {
    word: "bad-time",
    severity: Severity::Error,
    what: "A time of day or a date that is none.",
    why: "The console takes HH:MM, a changelog YYYY-MM-DD.",
    example: "at = \"2am\"      # \"02:00\"",
};

/// `schedule-days`
pub static SCHEDULE_DAYS: Code = Code {
    word: "schedule-days",
    severity: Severity::Error,
    what: "Days that do not go with the schedule's interval.",
    why: "Weeks have days, months have dates from 1 to 31; other schedules have neither.",
    example: "every = \"1 day\"\non = [\"monday\"]      # every = \"1 week\"",
};

/// `no-target`
pub static NO_TARGET: Code = Code {
    word: "no-target",
    severity: Severity::Error,
    what: "A schedule that runs on nothing.",
    why: "The task would never run.",
    example: "[[task.backup.schedule]]\nevery = \"1 day\"      # target = [\"enabled\"]",
};

/// `empty-script`
pub static EMPTY_SCRIPT: Code = Code {
    word: "empty-script",
    severity: Severity::Error,
    what: "A script without a line of code.",
    why: "It could report nothing but an error.",
    example: "powershell = { inline = \"\" }",
};

/// `path-outside`
pub static PATH_OUTSIDE: Code = Code {
    word: "path-outside",
    severity: Severity::Error,
    what: "A path that is absolute, that leads out of where it must stay, by `..` or by a link, or an output folder in Git's own folder or in one that the manifest is read from.",
    why: "A manifest must mean the same on every machine, and must not read or write what is not its own.",
    example: "powershell = \"../../secrets.ps1\"",
};

/// `file-name`
pub static FILE_NAME: Code = Code {
    word: "file-name",
    severity: Severity::Error,
    what: "A file name that Windows reserves or cuts (a dot or a blank at its end), that is too long, or that differs from another one only in case.",
    why: "The repository could not be checked out there.",
    example: "[group.con]      # [group.connected]",
};
