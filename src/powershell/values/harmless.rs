//! What makes something else of a value, so that the value itself is not in it.

use crate::powershell::syntax::Operator;

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

/// Types that hold no text.
const OTHER_TYPES: [&str; 10] =
    ["bool", "boolean", "int", "int32", "int64", "long", "switch", "datetime", "securestring", "version"];

pub(crate) fn is_other_type(name: &str) -> bool {
    OTHER_TYPES.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether the result of an operator is true, false or a number.
pub(crate) fn is_test(operator: Operator) -> bool {
    use Operator::*;
    matches!(
        operator,
        And | Or
            | Xor
            | Not
            | BitAnd
            | BitOr
            | BitXor
            | BitNot
            | Eq
            | Ne
            | Ge
            | Gt
            | Lt
            | Le
            | Like
            | NotLike
            | Match
            | NotMatch
            | Contains
            | NotContains
            | In
            | NotIn
            | Is
            | IsNot
    )
}

/// `-replace '[0-9]', '*'`: what is left says nothing.
pub(crate) fn is_mask(pattern: &str, replacement: &str) -> bool {
    let is_all = [".", "[0-9]", "\\d", ".+", ".*", "\\w", "\\S"].contains(&pattern);
    let is_sign = |byte| matches!(byte, b'*' | b'x' | b'X' | b'#');
    is_all && !replacement.is_empty() && replacement.bytes().all(is_sign)
}

/// Whether what a command gives back does not hold what it was given.
pub(crate) fn is_harmless_command(name: &str) -> bool {
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
pub(crate) fn is_harmless_member(name: &str) -> bool {
    MEMBERS.iter().any(|member| name.eq_ignore_ascii_case(member))
}
