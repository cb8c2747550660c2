//! How values are said in a line of a diff: on one line, with nothing in it that a terminal would act on.

pub(super) mod hangs;

use crate::solution::platform::{Console, Content};
use crate::solution::text::{Prose, Text};
use crate::solution::{Given, GroupExample, GroupKey, Holds, Rule, Schedule, Solution, Value};
pub(crate) use crate::words::{count, list, member, one_line, quoted};

/// The longest text that is shown whole; the unified diff has the rest.
const LONGEST: usize = 160;

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

pub(in crate::diff) fn text(text: &Text, console: Console<'_>) -> String {
    console.plain(text)
}

pub(in crate::diff) fn optional_text(text: &Option<Text>, console: Console<'_>) -> String {
    text.as_ref().map(|text| console.plain(text)).unwrap_or_default()
}

pub(in crate::diff) fn optional_prose(prose: &Option<Prose>, _: Console<'_>) -> String {
    prose.as_ref().map(|prose| prose.source().to_owned()).unwrap_or_default()
}

pub(in crate::diff) fn optional(text: &Option<String>, _: Console<'_>) -> String {
    text.clone().unwrap_or_default()
}

pub(in crate::diff) fn joined(texts: &[String], _: Console<'_>) -> String {
    texts.join(", ")
}

pub(in crate::diff) fn optional_value(value: Option<&Value>) -> String {
    value.map_or("none".to_owned(), |value| quoted(&value.to_string()))
}

/// What an example says: `OS Type = Windows, Exclude (SITE) = True is no member`.
pub(in crate::diff) fn example(console: Console<'_>, example: &GroupExample) -> String {
    let given = |given: &Given| {
        let name = one_line(&console.subject(&given.subject));
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
    let because = example.because.as_ref().map(|because| format!(" ({})", one_line(&console.plain(because))));
    format!("{} is {verdict}{}", device.join(", "), because.unwrap_or_default())
}

pub(in crate::diff) fn rule(rule: Option<&Rule>) -> String {
    rule.map_or("anything".to_owned(), |rule| Content::Rule(rule).shown())
}

/// When a schedule starts the task: `every 1 week on Monday and Friday at 02:00`.
pub(in crate::diff) fn time(console: Console<'_>, schedule: &Schedule) -> String {
    let mut words = format!("every {}", schedule.every);
    let days = schedule.weekdays.iter().map(|&day| console.platform.vocabulary.weekday(day).to_owned());
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
pub(in crate::diff) fn groups(keys: &[GroupKey], console: Console<'_>) -> String {
    list(keys.iter().map(|key| group(console.solution, key)))
}

/// A field by its name and level, or by its key where there is none.
pub(crate) fn field(console: Console<'_>, key: &str) -> String {
    console.solution.field(key).map_or(one_line(key), |field| one_line(&console.field_name(field)))
}
