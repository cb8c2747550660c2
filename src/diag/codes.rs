//! Every kind of problem: its word, how grave it is, what it means, why it matters, and an example.
//!
//! One list, though it is long: whoever looks for a kind finds it here, by subject, and the order of the list is the
//! order in which people are shown them.

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It keeps the solution from being rendered.
    Error,
    /// Something to change, or to allow with a reason.
    Warning,
    /// Something to know. It is no problem, and counts as none.
    Note,
}

/// What there is to say about a kind of problem.
#[derive(Debug)]
pub struct Info {
    /// Its kind.
    pub code: Code,
    /// The word people use for it.
    pub word: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it means.
    pub what: &'static str,
    /// Why it matters on the platform.
    pub why: &'static str,
    /// What raises it, and what to write instead.
    pub example: &'static str,
}

macro_rules! codes {
    ($($code:ident $word:literal $severity:ident $what:literal $why:literal $example:literal)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Code { $($code),* }

        /// Every kind of problem, in the order in which a manifest is checked.
        pub const CODES: &[Info] = &[$(Info {
            code: Code::$code,
            word: $word,
            severity: Severity::$severity,
            what: $what,
            why: $why,
            example: $example,
        }),*];
    };
}

impl Code {
    /// What there is to say about it.
    pub fn info(self) -> &'static Info {
        &CODES[self as usize]
    }

    /// The kind of this word.
    pub fn from_word(word: &str) -> Option<Code> {
        CODES.iter().find(|info| info.word == word).map(|info| info.code)
    }
}

codes! {
    // The file, its keys and its types.
    UnreadableFile "unreadable-file" Error
        "A file that the manifest names cannot be read: it is missing, it is no regular file, it is too large, or it is not UTF-8."
        "Without it nothing of the solution can be rendered."
        "powershell = \"scripts/bakcup.ps1\"    # the file is scripts/backup.ps1"
    SyntaxError "syntax-error" Error
        "The file is not TOML."
        "Nothing in it can be relied on."
        "name = BitLocker      # texts stand in quotes: name = \"BitLocker\""
    UnknownKey "unknown-key" Error
        "A key that the language does not have at this place."
        "A key that is silently ignored is a setting that people believe in and that does nothing."
        "descripton = \"…\"      # description"
    MissingKey "missing-key" Error
        "A key that must be there is not."
        "The platform refuses a part without it, or the tool cannot know what is meant."
        "[field.status]\nname = \"Status\"      # no description, level, type"
    WrongType "wrong-type" Error
        "A value of another type than the key takes."
        "`\"true\"` is a text that is never equal to the flag true."
        "required = \"yes\"      # required = true"
    UnknownWord "unknown-word" Error
        "A word that is not in the closed list of a key."
        "The console has just these choices."
        "level = \"client\"      # company, site or endpoint"
    UnknownSchema "unknown-schema" Error
        "The manifest is written in a version of the language that this program does not read."
        "The same key may mean something else there."
        "schema = 2      # schema = 1"

    // What becomes of warnings: `[check]` and `allow`.
    UnknownCode "unknown-code" Error
        "A word in `[check]` or in an `allow` that is no kind of problem."
        "Whoever wrote it believes that something is silenced or denied, and nothing is."
        "[check]\nunwatched-outcom = \"deny\"      # unwatched-outcome"
    FixedSeverity "fixed-severity" Error
        "An error that `[check]` or an `allow` would lower. Only warnings can be allowed."
        "An error is something that the platform refuses, or that would not do what it says: there is nothing sound to render. A warning is rendered as it is written, so its author may know better."
        "[check]\ndangling-reference = \"warn\"      # mend the reference"
    UnusedAllowance "unused-allowance" Warning
        "An `allow` for a kind of warning that its part does not have, or a comment that allows a problem which is not on its line."
        "The reason for it is gone; left standing, it would hide the next one."
        "allow = { unwatched-outcome = \"seen by hand\" }      # on a task whose outcomes all have a group"

    // Keys and texts.
    BadKey "bad-key" Error
        "A part's key holds other characters than a-z, 0-9 and `-`."
        "Keys become file names and ids on every system, whatever its case and its alphabet."
        "[group.Enabled_Servers]      # [group.enabled-servers]"
    EmptyText "empty-text" Error
        "A text that must say something is empty."
        "The platform refuses a part without a name or description."
        "name = \"\""
    LineBreak "line-break" Error
        "A text of one line holds a line break or another control character."
        "The platform refuses a description with a line break, and in a name it can be neither seen nor typed."
        "description = \"\"\"\nFirst.\nSecond.\"\"\"      # description = \"First. Second.\""
    TooLong "too-long" Error
        "A name or another text of one line is longer than the platform takes."
        "What is cut off on the platform no longer equals what the pages say."
        "name = \"…300 characters…\""
    LookAlike "look-alike" Error
        "A name, option or status text holds a character that looks like another one: a non-breaking hyphen or blank, a curly quote, an invisible character, a blank at an end."
        "Matching compares characters, not looks: a group that waits for `Not Available` never sees the same text with a non-breaking blank."
        "name = \"Sign‑in status\"      # with U+2011; type the hyphen of the keyboard"

    // References, ids and names.
    MalformedReference "malformed-reference" Error
        "A `{` that opens no reference."
        "Prose names parts as {kind.key}; anything else would reach the reader as it stands."
        "description = \"Sets {enabled}.\"      # {group.enabled}, or {{ for a brace"
    DanglingReference "dangling-reference" Error
        "A reference to something that the manifest does not define."
        "On a page it would be a broken link; in a criterion or schedule it would aim at nothing."
        "target = [\"enabeld\"]      # enabled"
    WrongKind "wrong-kind" Error
        "A reference to a part of another kind than fits there."
        "A schedule targets groups; a field cannot be run on."
        "target = [\"status\"]      # status is a field"
    MalformedId "malformed-id" Error
        "An id that is no UUID of 8-4-4-4-12 hexadecimal digits."
        "Pages, links and records hang on it."
        "id = \"fecda0ff-5a3e\""
    DuplicateId "duplicate-id" Error
        "Two parts with one id."
        "Two pages of one address: the site shows one of them, and links lead to the wrong part."
        "[field.a] id = \"14c8…\"   [field.b] id = \"14c8…\""
    TakenKey "taken-key" Error
        "A part's key, or its `formerly`, is the first key of another part."
        "Derived ids hang on the first key: the new part would take over the id of the old one."
        "[group.new] formerly = \"old\"   [group.old]      # give the second another key"
    DuplicateName "duplicate-name" Error
        "Two groups or two tasks of one name, or two fields of one name and level."
        "On the platform a name (for a field, name and level) is the identity; the second would overwrite the first or be refused."
        "[field.a] name = \"Status\" level = \"site\"   [field.b] name = \"Status\" level = \"site\""

    // Fields and parameters.
    MisplacedKey "misplaced-key" Error
        "A key that does not go with the others: options on a flag, a timeout on a log row."
        "It would do nothing, though it looks as if it did."
        "type = \"flag\"\noptions = [\"Yes\", \"No\"]      # a flag has none"
    MissingOptions "missing-options" Error
        "A dropdown without options."
        "Nothing could be chosen."
        "type = \"dropdown\"      # options = [\"Disabled\", \"Servers\"]"
    DuplicateEntry "duplicate-entry" Error
        "An entry stands twice in a list."
        "Twice the same option, tag or keyword: the platform or the site refuses it, and one of them was meant to be another."
        "options = [\"On\", \"Off\", \"On\"]"
    BadDefault "bad-default" Error
        "A default that the field or parameter cannot hold."
        "An unset field counts as its default; a value that cannot be set again is a state nobody can return to."
        "options = [\"On\", \"Off\"]\ndefault = \"Of\""
    BadRule "bad-rule" Error
        "A rule for values that cannot work: a regular expression that is none, an empty range, a length beyond the platform's."
        "The platform would refuse the field, or every value of it."
        "range = [365, 0]      # [0, 365]"

    // Criteria, as they are written.
    CriterionSubject "criterion-subject" Error
        "A criterion without a subject, or with more than one."
        "A row of the console tests one thing."
        "{ equal = true }      # { field = \"enable\", equal = true }"
    CriterionOperator "criterion-operator" Error
        "A criterion without an operator, or with more than one."
        "A row of the console has one operator."
        "{ field = \"enable\" }      # { field = \"enable\", equal = true }"
    UnfitOperator "unfit-operator" Error
        "An operator or value that does not fit what is tested."
        "A flag is true or false and contains nothing; the console would offer no such row."
        "{ field = \"disable\", contains-any-of = [\"True\"] }      # equal = true"
    UnknownOption "unknown-option" Error
        "A criterion waits for a value that its dropdown does not offer."
        "The group would never match, and nobody would be told."
        "{ field = \"enable\", equal = \"Window\" }"
    EmptyList "empty-list" Error
        "A list that must hold something is empty, or holds an empty text."
        "Every text contains the empty text: such a row matches every device, or none."
        "contains-any-of = [\"\"]"
    EmptyBlock "empty-block" Error
        "A block or condition without criteria."
        "It would match every device, or none."
        "[[group.enabled.block]]\nall = []"
    GroupForm "group-form" Error
        "A group says what it selects in no way, or in more than one."
        "A group is its blocks, one condition (`all` or `any`), or the outcome it waits for."
        "[group.enabled]\nname = \"…\"      # block, all, any or outcome"
    TooManyBlocks "too-many-blocks" Error
        "A condition that comes to more than 50 blocks."
        "The console knows blocks only, and somebody types each of them in: alternatives inside `all` multiply."
        "all = [{ any = […8 criteria…] }, { any = […8 criteria…] }]      # 64 blocks; one list with contains-any-of has one"

    // What criteria select.
    NeverMatches "never-matches" Error
        "A block, or an alternative of an `any`, whose criteria no device can meet together."
        "It selects nothing, and nobody would be told: the criteria of a block are joined by AND."
        "all = [{ device = \"endpoint-type\", equal = \"Server\" }, { use = \"workstations\" }]      # a block for each"
    MatchesEverything "matches-everything" Error
        "A group that leaves no device out, since one block takes in what another one leaves out."
        "Blocks are joined by OR: what runs on the group runs on the whole fleet."
        "a block with not-equal = \"Server\" and one with not-equal = \"Laptop\"      # both in one block"
    RedundantBlock "redundant-block" Warning
        "A block, or an alternative of an `any`, that selects no device that the others do not select."
        "It changes nothing, and whoever reads the group believes it does; often a criterion of it is wrong."
        "two blocks, of which the second has the criteria of the first and one more"
    RedundantCriterion "redundant-criterion" Warning
        "A criterion that every device meets that meets the others of its block."
        "It changes nothing, and has to be typed in and kept; often it was meant to test something else."
        "{ device = \"os-type\", equal = \"Windows\" }, { device = \"os-type\", not-equal = \"Linux\" }"
    CaughtOption "caught-option" Warning
        "A criterion lists an option whose text is in the text of another option, and so catches that one too."
        "The platform's contains matches by substring, for dropdowns too: devices are selected that nobody named."
        "options = [\"Windows\", \"Windows Server\"]\ncontains-any-of = [\"Windows\"]      # equal = \"Windows\", or list both"
    LetterCase "letter-case" Warning
        "Something that depends on whether letter case counts on the platform: whether a block selects anything, an example holds, or two names or options are two."
        "Whether it counts is documented nowhere, so nobody knows what the group selects, or whether one part overwrites the other."
        "contains-any-of = [\"failed\"] and does-not-contain-any-of = [\"FAILED\"] of one field"
    MisspeltValue "misspelt-value" Warning
        "A text that is tested on a device's property and is nearly one of its known values, or is a part of another one than it seems."
        "Matching compares characters: `Servers` is no endpoint type, so an exclusion of it leaves nobody out; and `win` is in `Darwin`. What is known is not all there is, so a text that is far from all known ones is not said to be wrong."
        "{ device = \"endpoint-type\", not-equal = \"Servers\" }      # \"Server\""

    // What fields hold: who writes it, and who waits for it.
    NeverHeld "never-held" Error
        "A criterion waits for what its field can never hold: no task stores it, it is neither default nor option, and people may not edit the field."
        "The group would stay empty, and an empty group of failures reads as success. Matching compares characters: `failed` is not `FAILED`, and two blanks are not one. A text that a task stored before is held where its outcome remembers it: `text-formerly`."
        "contains-any-of = [\"Not Available\"]      # the outcome's text is \"Key: Not Found\""
    UnheldValue "unheld-value" Warning
        "A criterion names a text that its field can never hold, beside others that it can, or in order to leave devices out."
        "It does nothing, and whoever reads the group believes it does. While devices still hold a text that was changed, it does: then the outcome remembers it, `text-formerly`."
        "{ field = \"status\", does-not-contain-any-of = [\"Faild\"] }      # excludes nothing"
    InexactStatus "inexact-status" Warning
        "A criterion tests with `equal` or `not-equal` for an outcome whose line goes on with a detail, or may."
        "The field holds the whole line: `Unexpected error: Access is denied` does not equal `Unexpected error`, so the devices are missed, or not left out."
        "{ field = \"status\", equal = \"Unexpected error\" }      # { outcome = \"clean.error\" }"
    OnlyByHand "only-by-hand" Warning
        "A criterion waits for a text that only people can put into the field, though scripts report into it."
        "What people type into a status is overwritten by the next run; more often the text is misspelt."
        "[field.status] editable = true      # and a group that waits for what no script reports"
    UnusedCriteria "unused-criteria" Warning
        "A shared condition that no group uses, neither itself nor through another one."
        "It selects nothing and leaves nothing out: whoever reads it believes that the exclusions in it hold."
        "[criteria.in-scope]      # { use = \"in-scope\" } in a group"
    IdleRow "idle-row" Warning
        "A row for systems that no device has in any group that the task is scheduled on."
        "The row never runs, and nobody sees that: the task reports what its other rows say."
        "os = [\"linux\"]      # the target requires os-type equal Windows"
    SharedResult "shared-result" Warning
        "A task stores what a device reports in a field of its site or company, or sets a flag there."
        "Every device there overwrites it, so it shows what ran last, and a group that tests it selects all devices of the site or company, or none."
        "[field.status] level = \"company\"      # level = \"endpoint\""
    UnwritableField "unwritable-field" Warning
        "A field that people may not edit and that no task of the solution writes."
        "It holds its default or nothing for ever, and whatever tests it decides nothing."
        "editable = false      # editable = true, or a step with set-field"
    UnreadField "unread-field" Note
        "A field that no group tests and no script reads."
        "A setting that nothing reads does nothing, whatever people enter. A result that only people look at is fine."
        "[field.ticket]      # { field = \"ticket\", is-blank = false }, or reads = [\"ticket\"]"
    SharedField "shared-field" Note
        "Several tasks write one field."
        "The field shows what ran last: a group that waits for what one of them reported loses the device when the other one runs."
        "set-field = \"status\" in two tasks      # a field for each, if groups are to tell them apart"

    // What runs of tasks do to groups.
    NeverLeaves "never-leaves" Warning
        "A group that a task runs on, that is about what the task reports, and that every report keeps a device in."
        "The task runs on these devices for ever; whoever wrote the criterion meant them to leave."
        "[group.retry] outcome = [\"repair.failed\", \"repair.error\"]      # and the task has no other outcome"
    Flapping "flapping" Warning
        "What one task reports puts a device where another one runs, and what that one reports puts it back, whatever the two report, errors apart. One of them may run on it all the time."
        "The two undo each other's work on every run, on every such device, for ever."
        "[group.off] outcome = \"on.done\"   [group.on] outcome = \"off.done\"      # each targeted by the other's task"
    Readmission "re-admission" Note
        "What one task reports can put a device where another one runs, and what that one reports can put it back."
        "A repair and its check may well work like this. Two features that write one field may not."
        "[group.failed] outcome = \"check.failed\"   [group.repaired] outcome = \"repair.done\""
    Lingering "lingering" Note
        "Something runs on a group that devices stay in by a status, though the task that reported it does not run on them any more."
        "A device that people took out keeps its last status for ever, so what runs on the group goes on running there. It is not said of a group that nothing runs on, of one that leaves the scope out on purpose, and where what runs there writes the status itself or a task clears it."
        "[group.failed] outcome = \"backup.failed\"      # and task.alert, which stores nothing in the same field, has target = [\"failed\"]"
    UnscopedRetry "unscoped-retry" Warning
        "A task runs again on the devices that reported something, also on those that people have taken out of where it runs else."
        "The group knows the status only: an excluded device keeps it, so the task goes on running where people said that it must not."
        "[group.retry] outcome = \"enable.error\"      # all = [{ use = \"in-scope\" }, { outcome = \"enable.error\" }]"

    // Groups beside each other, and their examples.
    IdenticalGroups "identical-groups" Note
        "Two groups that select the same devices."
        "Who changes one forgets the other; and where each is the target of another task, both run on every device of them."
        "[group.on] all = [{ field = \"choice\", equal = \"On\" }]      # and [group.off] with the same line"
    OverlappingGroups "overlapping-groups" Error
        "Groups that are declared disjoint and share a device, by what their fields can hold."
        "Whoever relies on it counts such a device twice, or does two things to it that exclude each other. A field that only tasks write holds what they report; one that people may edit holds anything."
        "[group.create]\ndisjoint = [\"delete\"]      # and a device with both flags is in both"
    BadExample "bad-example" Error
        "An example of a group that says nothing of a device; or an example with a value that its field or property cannot hold."
        "It would hold of no device, or of all, and so test nothing; on a field's page somebody would type it."
        "fields = { disable = \"true\" }      # a flag: true, without quotes"
    FailingExample "failing-example" Error
        "An example of a group that does not hold: a device with its values is in the group, or is not, against what it says."
        "Either the criteria do not select what their author means, or the example says too little; on the page it would be untrue."
        "[[group.enabled.example]]\nfields = { disable-site = true }\nmember = false      # and a block that forgets disable-site"
    CannotTell "cannot-tell" Warning
        "Something about what groups select that takes too long to find out."
        "In the worst case it takes longer than anybody waits. It was not checked, so it may be wrong."
        "an example of a group of very many blocks      # name more values in it"
    CyclicUse "cyclic-use" Error
        "A shared condition uses itself."
        "It would never end."
        "[criteria.a] all = [{ use = \"b\" }]   [criteria.b] all = [{ use = \"a\" }]"

    // Outcomes.
    OutcomeNotStored "outcome-not-stored" Error
        "A group waits for an outcome that its task stores in no field, or in several."
        "Groups see fields, not output: nothing would ever match, or it is not clear which field is meant."
        "[[task.backup.step]] set-field = \"status\" value = \"%output%\"      # stores it"
    EarlyOutput "early-output" Error
        "A row with `%output%` before any script of its task has run."
        "There is no output yet: the row logs or stores nothing, or the token as it stands, and the groups that wait for the task's outcomes stay empty."
        "[[task.backup.step]] set-field = \"status\" value = \"%output%\"      # behind the row with `powershell`"
    UnfitOutcome "unfit-outcome" Error
        "A row stores an outcome's text in a field that cannot hold it: a flag, a number, a date, a dropdown without that option."
        "The platform would refuse the value, and no device would ever show what its script reported. A script's whole line fits a text box only: an error's carries its message."
        "[field.status] type = \"flag\"   set-field = \"status\" value = \"%output%\"      # type = \"text-box\""
    OutcomeTooLong "outcome-too-long" Error
        "An outcome's text is longer than a field that stores it."
        "The platform would cut it, and the group that waits for it would not match."
        "text = \"…more than 300 characters…\""
    ShortMatch "short-match" Error
        "A text of under three characters that a script's line is tested for."
        "Groups match by substring: so short a text stands in almost any message."
        "text = \"OK\"      # \"Backup succeeded\""
    MatchNotInText "match-not-in-text" Error
        "An outcome's `match` is not a part of its `text`."
        "The group would wait for something the script never prints."
        "text = \"All keys saved\"\nmatch = \"keys are saved\""
    AmbiguousMatch "ambiguous-match" Error
        "The text of one outcome holds what another one is recognised by, in some letter case."
        "Groups match by substring: a device would be in a group that is not about it."
        "[task.t.outcome.a] text = \"Failed\"   [task.t.outcome.b] text = \"Failed to start\""
    FormerText "former-text" Error
        "A former text of an outcome that is its text still, or that cannot be told from another outcome, in some letter case."
        "Devices may still hold it. Groups match by substring: a device would be in the group of the other outcome."
        "text = \"Backup failed\"\ntext-formerly = [\"Backup failed\"]"
    UnwatchedOutcome "unwatched-outcome" Warning
        "An outcome that reaches a field and that no group selects."
        "Devices would report it, and nobody would see it."
        "[task.backup.outcome.error]      # [group.error] outcome = \"backup.error\", or unwatched = true"
    MissingOnError "missing-on-error" Error
        "A script has no outcome for an unhandled error."
        "A script that breaks must say so: silence reads as success."
        "[task.backup]      # on-error = \"failed\", or an outcome with the key error"
    FailingOutcome "failing-outcome" Error
        "An outcome with an exit code other than 0, before a row that stores the status."
        "On the platform a script that fails stops its task: the row that stores the status would never run."
        "exit-code = 1      # or continue-on-failure = true on the script's row"

    // Steps.
    StepAction "step-action" Error
        "A step without an action, or with more than one."
        "A row of the script editor does one thing."
        "[[task.backup.step]]\nlog = \"%output%\"\nset-field = \"status\"      # two steps"
    UnknownToken "unknown-token" Error
        "A token that nothing sets."
        "The platform would leave it as it stands, and the text `@Threshold@` would be stored or logged."
        "value = \"@Threshold_Days@\"      # the parameter is ThresholdDays"
    NearToken "near-token" Warning
        "A name between percent signs that is nearly one of the platform's own: `%output%`, `%companyname%`, `%sitename%`, `%friendlyname%`."
        "The platform leaves a token that it does not know as it stands, and the text `%outpt%` would be stored or logged on every device."
        "log = \"%outpt%\"      # %output%"
    VariableName "variable-name" Error
        "A parameter or variable whose name has other characters than letters, digits and `_`, or is taken, whatever the case."
        "Its token would not be replaced, or by the other's value."
        "reads = { \"Site ID\" = \"site-id\" }      # { SiteId = \"site-id\" }"

    // Schedules.
    BadInterval "bad-interval" Error
        "A length of time that is none: N minutes, hours, days, weeks or months."
        "The console takes no other."
        "every = \"daily\"      # \"1 day\""
    BadTime "bad-time" Error
        "A time of day or a date that is none."
        "The console takes HH:MM, a changelog YYYY-MM-DD."
        "at = \"2am\"      # \"02:00\""
    ScheduleDays "schedule-days" Error
        "Days that do not go with the schedule's interval."
        "Weeks have days, months have dates from 1 to 31; other schedules have neither."
        "every = \"1 day\"\non = [\"monday\"]      # every = \"1 week\""
    NoTarget "no-target" Error
        "A schedule that runs on nothing."
        "The task would never run."
        "[[task.backup.schedule]]\nevery = \"1 day\"      # target = [\"enabled\"]"
    Launch "launch" Error
        "A task that nothing launches and that does not say so, or that says so though a schedule does."
        "A task nobody runs is a status nobody gets."
        "[task.backup]      # a schedule, or launch = \"manual\""
    MissingParameter "missing-parameter" Error
        "A schedule gives no value to a parameter that needs one, or one that the parameter cannot take."
        "The task would not start, or its script would stop at once."
        "[[task.install.schedule]]      # parameters = { site = \"north\" }"

    // Scripts.
    ScriptBody "script-body" Error
        "Something in a script's body that cannot work where bodies are put: `param`, `using`, `exit` or what else ends PowerShell, a name of the prelude's own, `#Requires`, a signature block, a platform token."
        "A body runs inside a block that catches its errors and prints one line; these break out of it or stop the script before its first line."
        "exit 1      # Complete-Task -Outcome failed"
    BodySyntax "body-syntax" Error
        "A script that PowerShell cannot read."
        "It would end before its first line with exit code 1 and print nothing: no outcome, not even that of an error. A `try` without `catch` and `finally` is always seen; else only `check` asks, where a PowerShell is on PATH and the grammar has a doubt."
        "if $x { Complete-Task -Outcome done }      # if ($x)"
    DoubtfulSyntax "doubtful-syntax" Warning
        "A script that our grammar of PowerShell cannot read, where no PowerShell is at hand to decide."
        "If PowerShell cannot read it either, the script would end before its first line and report nothing. The grammar rejects a little that is sound; with `pwsh` on PATH, `check` asks it. `generate` does not: what is rendered must not depend on the machine."
        "if $x { Complete-Task -Outcome done }      # if ($x)"
    ScriptText "script-text" Error
        "A character outside ASCII in a script's body, other than in a comment."
        "Windows PowerShell 5.1 reads a file without a byte-order mark as ANSI: the character arrives as others."
        "'Größe'      # \"Gr$([char]0xF6)$([char]0xDF)e\""
    CompleteTask "complete-task" Error
        "A call of Complete-Task without an outcome, with a parameter it does not have, or under a name that is nearly its own."
        "The script would end as its on-error outcome, or lose what was to be said."
        "Complete-Task -Message 'gone'      # Complete-Task -Outcome failed -Detail 'gone'"
    UnknownOutcome "unknown-outcome" Error
        "A script reports an outcome that its task does not declare."
        "The line would be the on-error outcome's, and the group that waits for this one stays empty."
        "Complete-Task -Outcome sucessful      # successful"
    SilentScript "silent-script" Warning
        "A script that never calls Complete-Task."
        "Every run ends as the on-error outcome: a script that does not say so has not succeeded."
        "Clear-RecycleBin -Force      # Complete-Task -Outcome done behind it"
    OpenEnd "open-end" Warning
        "A way through a script that ends without an outcome: a bare `return`, a `break` or `continue` outside a loop, or a last statement behind which the script may go on."
        "The run ends as the on-error outcome, though nothing broke: whoever looks at it searches for an error that is not there."
        "if ($done) { Complete-Task -Outcome done }      # and if not? Complete-Task -Outcome skipped behind it"
    UnreportedOutcome "unreported-outcome" Warning
        "An outcome that no script of its task reports and no step stores."
        "Groups and pages promise a state that no device can ever be in."
        "[task.backup.outcome.skipped]      # Complete-Task -Outcome skipped, or take it out"
    UnknownValue "unknown-value" Error
        "A script reads a parameter that its task does not declare, or a field that its `reads` do not name."
        "The value is always nothing, whatever people enter."
        "$Parameter['dayz']      # $Parameter['days']"
    UnreadValue "unread-value" Warning
        "A parameter that no script reads, or a field that `reads` names and the script does not read."
        "People would set it and believe that it does something."
        "reads = [\"site-id\"]      # $Field['site-id'] in the body"
    PastedOutput "pasted-output" Warning
        "A script reads a company's or site's text box in which a task stores what a device reports."
        "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, but a value with a line break can: a single device that is not ours any more could run code as SYSTEM on all others."
        "reads = [\"shared\"]      # a pattern for the field, or level = \"endpoint\""
    PastedValue "pasted-value" Note
        "A script reads a text box that people may edit and whose values may hold a line break: no range restricts them, and no pattern from ^ to $ without `.` and its like."
        "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, whatever it holds; a value with a line break could. The console takes one line; whoever writes by the platform's API may not."
        "reads = [\"contact\"]      # [field.contact] pattern = \"^[A-Za-z0-9 ._@-]*$\""
    SecretInOutput "secret-in-output" Error
        "A secret in the detail of an outcome, in a log or in a field that is none: a recovery password, a parameter or field with `secret = true`, also by way of whatever mentions it: a variable, a table, a method, a function, a program that is given it, an error."
        "The line is logged and stored in a field that everybody can read."
        "-Detail $protector.RecoveryPassword      # $protector.KeyProtectorId"
    SecretLiteral "secret-literal" Error
        "The value of a secret field or parameter, written out: in a criterion, an example, a stored value or a schedule."
        "It would stand in the rendered files, on the docs pages and in Git, where everybody can read it."
        "{ field = \"bootstrap\", equal = \"Winter2024!\" }      # { field = \"bootstrap\", is-blank = false }"
    SecretOnDevice "secret-on-device" Warning
        "A secret that a script writes to a file, the registry or an event log of the device."
        "It stays there in the clear when the script has ended, on every device that it ran on."
        "$Field['token'] | Out-File $path      # use it where it is needed"
    BadAllowance "bad-allowance" Error
        "A comment `# rmmgen: allow CODE REASON` that names no problem, or gives no reason."
        "It would silence nothing, or nobody could tell later whether it still holds."
        "# rmmgen: allow aliases      # rmmgen: allow alias the vendor's installer expects it"
    NewerSyntax "newer-syntax" Error
        "Syntax that Windows PowerShell 5.1 lacks: `? :`, `??`, `?.`, `&&`, `||`, a line that begins with `|`."
        "5.1 refuses the whole script: nothing runs, and nothing is reported."
        "$x = $a ?? 1      # if ($null -eq $a) { 1 } else { $a }"
    DroppedOutput "dropped-output" Warning
        "Output beside the outcome: Write-Output, Write-Host, a bare value, `return` with a value, the console itself."
        "A script prints one line, its outcome and the detail; everything else is dropped."
        "Write-Output 'done'      # Complete-Task -Outcome done -Detail …"
    InvokeExpression "invoke-expression" Warning
        "A text is run as code."
        "Whoever can change the text, a field or a page say, runs what they like as SYSTEM."
        "Invoke-Expression $command      # & $command @arguments"
    EmptyCatch "empty-catch" Warning
        "A `catch` that does nothing and does not say why."
        "The error is gone, and the script goes on to report success."
        "catch { }      # catch { Complete-Task -Outcome failed -Detail $_ }"
    SilencedErrors "silenced-errors" Warning
        "Errors are turned off for the rest of a script: `$ErrorActionPreference` is set to go on, or a `trap` continues."
        "The rendered script stops at the first error and reports it. One that goes on comes to Complete-Task all the same, and reports success."
        "$ErrorActionPreference = 'SilentlyContinue'      # -ErrorAction SilentlyContinue on the one call that may fail"
    WaitsForInput "waits-for-input" Warning
        "A script that waits for somebody: Read-Host, Get-Credential, `pause`, a prompt, a key."
        "It runs as SYSTEM, where nobody sees it: it hangs until its timeout, or fails, and reports nothing of its own."
        "Read-Host 'Name'      # $Parameter['name']"
    EarlyRestart "early-restart" Warning
        "A script that restarts the device or turns it off at once."
        "The outcome is printed when the script has ended, and the row that stores it runs after that: the device may be down by then."
        "Restart-Computer -Force      # shutdown /r /t 60, then Complete-Task -Outcome restarting"
    NoComparison "no-comparison" Warning
        "`=`, `==` or `>` in a condition, where values are to be compared."
        "PowerShell compares with words: `=` assigns, and the condition is what was assigned; `>` writes a file."
        "if ($count > 1)      # if ($count -gt 1)"
    Alias "alias" Warning
        "An alias in place of a command's name."
        "Aliases differ between versions and can be changed on a machine: `sc`, `curl` and `sort` are programs elsewhere."
        "gci | % { $_.Name }      # Get-ChildItem | ForEach-Object { $_.Name }"
    EmptyScript "empty-script" Error
        "A script without a line of code."
        "It could report nothing but an error."
        "powershell = { inline = \"\" }"

    // Pages, files and templates; several solutions.
    ChangelogOrder "changelog-order" Error
        "Entries of the changelog that do not stand newest first, or two of one day."
        "The first entry dates the pages."
        "date = 2025-01-01 before date = 2025-02-01"
    DraftUnlisted "draft-unlisted" Error
        "Pages that are both draft and unlisted."
        "The docs site refuses it."
        "draft = true\nunlisted = true"
    PathOutside "path-outside" Error
        "A path that is absolute, or that leads out of where it must stay, by `..` or by a link."
        "A manifest must mean the same on every machine, and must not read or write what is not its own."
        "powershell = \"../../secrets.ps1\""
    FileName "file-name" Error
        "A file name that Windows reserves, or that is too long, or that differs from another one only in case."
        "The repository could not be checked out there."
        "[group.con]      # [group.connected]"
    UnusedImage "unused-image" Warning
        "An image under `images/` that no page shows: its folder names no part, its name no section that the page has a place for, or its ending is not `.png` or `.webp`."
        "Screenshots are found by their names alone, so a misspelt one is missing from its page, and nobody is told. What pages are not meant to show can lie in another folder."
        "images/groups-failed/criteria.jpg      # images/group-failed/group-criteria.png"
    Template "template" Error
        "A template of the author's own cannot be read or rendered."
        "A page that is half rendered is worse than none."
        "{{ soluton.name }}      # solution.name"
    Clash "clash" Error
        "Two solutions share an id, a field's name and level, or a file that both would write."
        "On the platform they would overwrite each other."
        "a/solution.toml and b/solution.toml, both with the field \"Status\" at level endpoint"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_finds_itself() {
        for info in CODES {
            assert_eq!(info.code.info().word, info.word);
            assert_eq!(Code::from_word(info.word), Some(info.code));
        }
    }
}
