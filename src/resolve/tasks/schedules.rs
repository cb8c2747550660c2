//! When tasks run, and on what.

use std::collections::BTreeMap;

use crate::diag;
use crate::document::At;
use crate::manifest::{ScheduleTable, weekday};
use crate::resolve::codes::{BAD_INTERVAL, BAD_TIME, DANGLING_REFERENCE, NO_TARGET, SCHEDULE_DAYS};
use crate::resolve::scope::Scope;
use crate::resolve::scope::references;
use crate::resolve::texts::{empty_list, firsts, lines, once};
use crate::solution::{Interval, Kind, Schedule, Task, Unit, Value, Weekday};

/// Stands for an interval that is none, which has been reported.
const DAILY: Interval = Interval { count: 1, unit: Unit::Day };

/// The days as they are written.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The schedules of a task, in the order of the manifest.
pub(super) fn schedules(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    written: &[ScheduleTable],
    task: &Task,
) -> Vec<Schedule> {
    let numbered = written.iter().enumerate();
    numbered.map(|(index, table)| schedule(scope, &at.index(index), table, task)).collect()
}

fn schedule(scope: &mut Scope<'_>, at: &At<'_>, table: &ScheduleTable, task: &Task) -> Schedule {
    let every = interval(scope, &at.key("every"), &table.every);
    let (weekdays, dates) =
        every.map(|every| days(scope, &at.key("on"), table, every.unit)).unwrap_or_default();
    if let Some(time) = &table.at {
        time_of_day(scope, &at.key("at"), time);
    }
    targets(scope, at, table);
    let stop_after = table.stop_after.as_ref();
    Schedule {
        every: every.unwrap_or(DAILY),
        weekdays,
        dates,
        at: table.at.clone(),
        next_check_in: table.next_check_in,
        stop_after: stop_after.and_then(|text| interval(scope, &at.key("stop-after"), text)),
        target: table.target.iter().map(Into::into).collect(),
        sites: lines(scope, &at.key("sites"), &table.sites),
        companies: lines(scope, &at.key("companies"), &table.companies),
        parameters: parameters(scope, &at.key("parameters"), table, task),
    }
}

fn interval(scope: &mut Scope<'_>, at: &At<'_>, text: &str) -> Option<Interval> {
    let interval = parse_interval(text);
    if interval.is_none() {
        let message = format!("`{}` is no length of time", text.escape_debug());
        let help = "\"1 day\", \"6 hours\", \"15 minutes\", \"2 weeks\", \"1 month\"";
        scope.problems.at_value(&BAD_INTERVAL, at, message, help);
    }
    interval
}

fn time_of_day(scope: &mut Scope<'_>, at: &At<'_>, text: &str) {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let right = match (digits.as_slice(), text.len(), text.as_bytes().get(2)) {
        ([a, b, c, d], 5, Some(b':')) => a * 10 + b < 24 && c * 10 + d < 60,
        _ => false,
    };
    if !right {
        let message = format!("`{}` is no time of day", text.escape_debug());
        scope.problems.at_value(&BAD_TIME, at, message, "\"02:00\", from 00:00 to 23:59");
    }
}

/// The days of a week or the dates of a month.
fn days(scope: &mut Scope<'_>, at: &At<'_>, table: &ScheduleTable, unit: Unit) -> (Vec<Weekday>, Vec<u8>) {
    let (mut weekdays, mut dates) = (Vec::new(), Vec::new());
    let Some(on) = &table.on else { return (weekdays, dates) };
    if !matches!(unit, Unit::Week | Unit::Month) {
        let help = "leave `on` out, or every = \"1 week\"";
        scope.problems.at_key(&SCHEDULE_DAYS, at, "only weeks and months have days", help);
        return (weekdays, dates);
    }
    if on.is_empty() {
        empty_list(scope, at, "name a day, or leave the key out");
    }
    let days: Vec<&Value> = on.iter().map(|day| &day.0).collect();
    let firsts = firsts(&days);
    for (index, day) in days.into_iter().enumerate() {
        once(scope, at, index, firsts[index], &day.to_string());
        match (unit, day) {
            (Unit::Week, Value::Text(word)) if let Some(day) = weekday(word) => weekdays.push(day),
            (Unit::Month, Value::Number(date)) if (1..=31).contains(date) => dates.push(*date as u8),
            (Unit::Week, other) => no_weekday(scope, &at.index(index), other),
            (_, other) => no_date(scope, &at.index(index), other),
        }
    }
    (weekdays, dates)
}

fn no_weekday(scope: &mut Scope<'_>, at: &At<'_>, typed: &Value) {
    let meant = diag::close_match(&typed.to_string(), &WEEKDAYS);
    let help = meant.map_or("\"monday\" to \"sunday\"".to_owned(), |day| format!("did you mean `{day}`?"));
    scope.problems.at_value(&SCHEDULE_DAYS, at, format!("`{typed}` is no day of the week"), help);
}

fn no_date(scope: &mut Scope<'_>, at: &At<'_>, typed: &Value) {
    let (message, help) = match typed {
        Value::Text(text) if is_date(text) => {
            (format!("the text {text:?} is no date of a month"), format!("without quotes: {}", text.trim()))
        }
        _ => (format!("`{typed}` is no date of a month"), "1 to 31".to_owned()),
    };
    scope.problems.at_value(&SCHEDULE_DAYS, at, message, help);
}

fn targets(scope: &mut Scope<'_>, at: &At<'_>, table: &ScheduleTable) {
    if table.target.is_empty() && table.sites.is_empty() && table.companies.is_empty() {
        let help = "target = [\"a-group\"], `sites` or `companies`";
        scope.problems.at_key(&NO_TARGET, at, "this schedule runs on nothing", help);
    }
    let list = at.key("target");
    let firsts = firsts(&table.target);
    for (index, key) in table.target.iter().enumerate() {
        references::known(scope, &list.index(index), Kind::Group, key);
        once(scope, &list, index, firsts[index], key);
    }
}

/// What the schedule gives to the task's parameters.
fn parameters(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    table: &ScheduleTable,
    task: &Task,
) -> BTreeMap<String, Value> {
    for key in table.parameters.keys().filter(|key| task.parameter(key).is_none()) {
        let known = task.parameters.iter().map(|parameter| &parameter.key);
        let message = format!("there is no parameter `{key}`");
        scope.problems.unknown(&DANGLING_REFERENCE, scope.document.key(&at.key(key)), message, key, known);
    }
    table.parameters.iter().map(|(key, value)| (key.clone(), value.0.clone())).collect()
}

/// `1 day`, `15 minutes`.
fn parse_interval(text: &str) -> Option<Interval> {
    let (count, unit) = text.split_once(' ')?;
    let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    let count = count.parse().ok().filter(|count| digits && *count > 0)?;
    let unit = match unit.strip_suffix('s').unwrap_or(unit) {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        _ => return None,
    };
    Some(Interval { count, unit })
}

/// Whether a text is a date of a month.
fn is_date(text: &str) -> bool {
    text.trim().parse().is_ok_and(|date: u8| (1..=31).contains(&date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        for (text, right) in [("1 day", "1 day"), ("22 hours", "22 hours"), ("2 week", "2 weeks")] {
            assert_eq!(parse_interval(text).map(|interval| interval.to_string()).as_deref(), Some(right));
        }
        for text in
            ["daily", "0 days", "-1 days", "+1 day", "1  day", "1.5 hours", "99999999999 days", "1 dayss"]
        {
            assert_eq!(parse_interval(text), None, "{text}");
        }
    }
}
