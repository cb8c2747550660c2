//! What makes something else of a value, so that the value itself is not in it.

use super::tokens::Code;

/// Verbs of commands that give back what they found, made or tested, not what they were given.
const VERBS: [&str; 44] = [
    "add",
    "clear",
    "close",
    "compare",
    "complete",
    "connect",
    "copy",
    "disable",
    "disconnect",
    "dismount",
    "enable",
    "export",
    "find",
    "get",
    "grant",
    "import",
    "initialize",
    "install",
    "lock",
    "measure",
    "mount",
    "move",
    "new",
    "open",
    "protect",
    "register",
    "remove",
    "rename",
    "repair",
    "reset",
    "restart",
    "resume",
    "save",
    "search",
    "send",
    "set",
    "start",
    "stop",
    "suspend",
    "test",
    "uninstall",
    "unregister",
    "update",
    "wait",
];

/// Commands of which that holds, whatever their verb.
const COMMANDS: [&str; 5] = [
    "convertto-securestring",
    "invoke-restmethod",
    "invoke-webrequest",
    "invoke-cimmethod",
    "invoke-wmimethod",
];

/// Members that say something of a value.
const MEMBERS: [&str; 28] = [
    "Length",
    "Count",
    "LongLength",
    "Keys",
    "ContainsKey",
    "Contains",
    "ContainsValue",
    "StartsWith",
    "EndsWith",
    "IndexOf",
    "LastIndexOf",
    "Equals",
    "CompareTo",
    "Compare",
    "GetType",
    "GetHashCode",
    "GetTypeCode",
    "IsNullOrEmpty",
    "IsNullOrWhiteSpace",
    "IsMatch",
    "ComputeHash",
    "HashData",
    "Exists",
    "TryParse",
    "ExitCode",
    "StatusCode",
    "HasExited",
    "HResult",
];

/// Operators whose result is true or false.
const TESTS: [&str; 22] = [
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "contains",
    "notcontains",
    "in",
    "notin",
    "is",
    "isnot",
    "and",
    "or",
    "xor",
    "not",
    "band",
    "bor",
];

/// Types that hold no text.
const OTHER_TYPES: [&str; 10] =
    ["bool", "boolean", "int", "int32", "int64", "long", "switch", "datetime", "securestring", "version"];

pub(super) fn is_other_type(name: &str) -> bool {
    OTHER_TYPES.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// `-eq`, `-cmatch`, `-not`.
pub(super) fn is_test(word: &str) -> bool {
    let Some(name) = word.strip_prefix('-') else { return false };
    let is = |name: &str| TESTS.iter().any(|test| name.eq_ignore_ascii_case(test));
    is(name) || name.strip_prefix(['c', 'i', 'C', 'I']).is_some_and(is)
}

/// Whether what a command gives back does not hold what it was given.
pub(super) fn is_harmless_command(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some((verb, noun)) = name.split_once('-') else { return false };
    match verb {
        "new" => noun != "object",
        "out" => noun != "string",
        "write" => noun != "output",
        verb => VERBS.contains(&verb) || noun.contains("hash") || COMMANDS.contains(&&*name),
    }
}

/// Whether a member only says something of its value.
pub(super) fn is_harmless_member(code: Code<'_>, at: usize) -> bool {
    let name = code.text(at);
    MEMBERS.iter().any(|member| name.eq_ignore_ascii_case(member))
}
