//! How values are said in a line of a diff: on one line, with nothing in it that a terminal would act on.

pub(super) mod hangs;

use crate::render::json::{criterion_name, plain};
use crate::solution::text::{Prose, Text};
use crate::solution::{
    Criterion, Given, GroupExample, GroupKey, Holds, Rule, Schedule, Solution, Test, Value,
};

/// The longest text that is shown whole; the unified diff has the rest.
const LONGEST: usize = 160;

/// The text on one line; control and direction characters are spelt out.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || is_direction(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value among words: `like this`.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", one_line(text))
}

/// From one text to another: `old → new`.
pub(in crate::diff) fn became(old: &str, new: &str) -> String {
    format!("{} → {}", shown(old), shown(new))
}

fn shown(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return "none".to_owned();
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// `1 group`, `2 groups`.
pub(in crate::diff) fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

pub(in crate::diff) fn text(text: &Text, solution: &Solution) -> String {
    plain(text, solution)
}

pub(in crate::diff) fn optional_text(text: &Option<Text>, solution: &Solution) -> String {
    text.as_ref().map(|text| plain(text, solution)).unwrap_or_default()
}

pub(in crate::diff) fn optional_prose(prose: &Option<Prose>, _: &Solution) -> String {
    prose.as_ref().map(|prose| prose.source().to_owned()).unwrap_or_default()
}

pub(in crate::diff) fn optional(text: &Option<String>, _: &Solution) -> String {
    text.clone().unwrap_or_default()
}

pub(in crate::diff) fn joined(texts: &[String], _: &Solution) -> String {
    texts.join(", ")
}

pub(in crate::diff) fn optional_value(value: Option<&Value>) -> String {
    value.map_or("none".to_owned(), |value| quoted(&value.to_string()))
}

/// As the console has it: `Endpoint Type Not Equal Server`.
pub(crate) fn criterion(solution: &Solution, criterion: &Criterion) -> String {
    format!("{} {}", one_line(&criterion_name(solution, &criterion.subject)), test(&criterion.test))
}

/// What an example says: `OS Type = Windows, Exclude (SITE) = True is no member`.
pub(in crate::diff) fn example(solution: &Solution, example: &GroupExample) -> String {
    let given = |given: &Given| {
        let name = one_line(&criterion_name(solution, &given.subject));
        match &given.holds {
            Holds::Blank => format!("{name} = (blank)"),
            Holds::Value(value) => format!("{name} = {}", member(&value.to_string())),
            Holds::AtLeast(text) => format!("{name} with {}", member(text)),
            Holds::Exactly(texts) => {
                format!("{name} just {}", texts.iter().map(|it| member(it)).collect::<Vec<_>>().join(" and "))
            }
        }
    };
    let device: Vec<String> = example.device.iter().map(given).collect();
    let verdict = if example.member { "a member" } else { "no member" };
    let because =
        example.because.as_ref().map(|because| format!(" ({})", one_line(&plain(because, solution))));
    format!("{} is {verdict}{}", device.join(", "), because.unwrap_or_default())
}

pub(in crate::diff) fn test(test: &Test) -> String {
    let values: Vec<String> = test.values().iter().map(|value| member(value)).collect();
    format!("{} {}", test.operator(), values.join(", "))
}

/// A value of a list, in quotes where it would not be seen as one.
pub(crate) fn member(value: &str) -> String {
    let line = one_line(value);
    let plain = !line.is_empty() && line.trim() == line && !line.contains(',');
    if plain { line } else { format!("\"{line}\"") }
}

pub(crate) fn rule(rule: Option<&Rule>) -> String {
    match rule {
        None => "anything".to_owned(),
        Some(Rule::Pattern(pattern)) => format!("the pattern {}", quoted(pattern)),
        Some(Rule::Range(low, high)) => format!("whole numbers from {low} to {high}"),
        Some(Rule::MaxLength(most)) => format!("at most {}", count(*most as usize, "character")),
    }
}

/// When a schedule starts the task: `every 1 week on Monday and Friday at 02:00`.
pub(in crate::diff) fn time(schedule: &Schedule) -> String {
    let mut words = format!("every {}", schedule.every);
    let days = schedule.weekdays.iter().map(|&day| day.console().to_owned());
    let dates = schedule.dates.iter().map(|date| format!("day {date}"));
    let on: Vec<String> = days.chain(dates).collect();
    if !on.is_empty() {
        words += &format!(" on {}", list(on));
    }
    if let Some(at) = &schedule.at {
        words += &format!(" at {}", one_line(at));
    }
    if schedule.next_check_in {
        words += ", or at the next check-in";
    }
    if let Some(after) = schedule.stop_after {
        words += &format!(", stopped after {after}");
    }
    words
}

/// What a schedule starts the task on.
pub(in crate::diff) fn target(solution: &Solution, schedule: &Schedule) -> String {
    let Schedule { target, sites, companies, .. } = schedule;
    list(targets(solution, target, sites, companies))
}

/// Targets by name: `group A`, `site B`, `company C`.
pub(in crate::diff) fn targets<'t>(
    solution: &Solution,
    groups: impl IntoIterator<Item = &'t GroupKey>,
    sites: impl IntoIterator<Item = &'t String>,
    companies: impl IntoIterator<Item = &'t String>,
) -> Vec<String> {
    let groups = groups.into_iter().map(|key| format!("group {}", group(solution, key)));
    let sites = sites.into_iter().map(|site| format!("site {}", one_line(site)));
    let companies = companies.into_iter().map(|company| format!("company {}", one_line(company)));
    groups.chain(sites).chain(companies).collect()
}

/// A group by its name, or by its key where there is none.
pub(crate) fn group(solution: &Solution, key: &str) -> String {
    one_line(solution.group(key).map_or(key, |group| &group.part.name))
}

/// Groups by their names.
pub(in crate::diff) fn groups(keys: &[GroupKey], solution: &Solution) -> String {
    list(keys.iter().map(|key| group(solution, key)))
}

/// A field by its name and level, or by its key where there is none.
pub(crate) fn field(solution: &Solution, key: &str) -> String {
    one_line(&criterion_name(solution, &crate::solution::Subject::field(key)))
}
