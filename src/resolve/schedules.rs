//! When tasks run, and on what.

use std::collections::BTreeMap;

use super::Resolver;
use super::tasks::cannot_take;
use super::texts::firsts;
use crate::check;
use crate::diag::{self};
use crate::document::At;
use crate::manifest::{ScheduleTable, TaskTable, weekday};
use crate::resolve::codes;
use crate::solution::{Interval, Kind, Schedule, Task, Unit, Value, Weekday};

/// Stands for an interval that is none, which has been reported.
const DAILY: Interval = Interval { count: 1, unit: Unit::Day };

/// The days as they are written.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Resolver<'_> {
    pub(super) fn schedules(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) -> Vec<Schedule> {
        table
            .schedule
            .iter()
            .enumerate()
            .map(|(index, written)| self.schedule(&at.index(index), written, task))
            .collect()
    }

    fn schedule(&mut self, at: &At<'_>, table: &ScheduleTable, task: &Task) -> Schedule {
        let every = self.interval(&at.key("every"), &table.every);
        let (weekdays, dates) = every.map(|every| self.days(at, table, every.unit)).unwrap_or_default();
        if let Some(time) = &table.at {
            self.time(&at.key("at"), time);
        }
        self.targets(at, table);
        Schedule {
            every: every.unwrap_or(DAILY),
            weekdays,
            dates,
            at: table.at.clone(),
            next_check_in: table.next_check_in,
            stop_after: table.stop_after.as_ref().and_then(|text| self.interval(&at.key("stop-after"), text)),
            target: table.target.iter().map(Into::into).collect(),
            sites: self.lines(&at.key("sites"), &table.sites),
            companies: self.lines(&at.key("companies"), &table.companies),
            parameters: self.values(at, table, task),
        }
    }

    fn interval(&mut self, at: &At<'_>, text: &str) -> Option<Interval> {
        let interval = parse_interval(text);
        if interval.is_none() {
            let message = format!("`{}` is no length of time", text.escape_debug());
            self.problems.at_value(
                &codes::BAD_INTERVAL,
                at,
                message,
                "\"1 day\", \"6 hours\", \"15 minutes\", \"2 weeks\", \"1 month\"",
            );
        }
        interval
    }

    fn time(&mut self, at: &At<'_>, text: &str) {
        let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
        let right = match (digits.as_slice(), text.len(), text.as_bytes().get(2)) {
            ([a, b, c, d], 5, Some(b':')) => a * 10 + b < 24 && c * 10 + d < 60,
            _ => false,
        };
        if !right {
            let message = format!("`{}` is no time of day", text.escape_debug());
            self.problems.at_value(&codes::BAD_TIME, at, message, "\"02:00\", from 00:00 to 23:59");
        }
    }

    fn days(&mut self, at: &At<'_>, table: &ScheduleTable, unit: Unit) -> (Vec<Weekday>, Vec<u8>) {
        let (mut weekdays, mut dates) = (Vec::new(), Vec::new());
        let Some(on) = &table.on else { return (weekdays, dates) };
        let list = at.key("on");
        if !matches!(unit, Unit::Week | Unit::Month) {
            self.problems.at_key(
                &codes::SCHEDULE_DAYS,
                &list,
                "only weeks and months have days",
                "leave `on` out, or every = \"1 week\"",
            );
            return (weekdays, dates);
        }
        if on.is_empty() {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                &list,
                "this list is empty",
                "name a day, or leave the key out",
            );
        }
        for (index, day) in on.iter().enumerate() {
            let item = list.index(index);
            if on[..index].contains(day) {
                self.problems.at_value(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    format!("`{}` stands twice in this list", day.0),
                    "take one of them out",
                );
            }
            match (unit, &day.0) {
                (Unit::Week, Value::Text(word)) if let Some(day) = weekday(word) => weekdays.push(day),
                (Unit::Month, Value::Number(date)) if (1..=31).contains(date) => dates.push(*date as u8),
                (Unit::Week, other) => {
                    let meant = diag::close_match(&other.to_string(), &WEEKDAYS);
                    let help = meant.map_or("\"monday\" to \"sunday\"".to_owned(), |day| {
                        format!("did you mean `{day}`?")
                    });
                    self.problems.at_value(
                        &codes::SCHEDULE_DAYS,
                        &item,
                        format!("`{other}` is no day of the week"),
                        help,
                    );
                }
                (_, other) => {
                    let (message, help) = match other {
                        Value::Text(text) if is_date(text) => (
                            format!("the text {text:?} is no date of a month"),
                            format!("without quotes: {}", text.trim()),
                        ),
                        _ => (format!("`{other}` is no date of a month"), "1 to 31".to_owned()),
                    };
                    self.problems.at_value(&codes::SCHEDULE_DAYS, &item, message, help);
                }
            }
        }
        (weekdays, dates)
    }

    fn targets(&mut self, at: &At<'_>, table: &ScheduleTable) {
        if table.target.is_empty() && table.sites.is_empty() && table.companies.is_empty() {
            self.problems.at_key(
                &codes::NO_TARGET,
                at,
                "this schedule runs on nothing",
                "target = [\"a-group\"], `sites` or `companies`",
            );
        }
        let list = at.key("target");
        let firsts = firsts(&table.target);
        for (index, key) in table.target.iter().enumerate() {
            let item = list.index(index);
            self.known(&item, Kind::Group, key);
            if let Some(first) = firsts[index] {
                let message = format!("`{key}` stands twice in this list");
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    &list.index(first),
                    message,
                    "take one of them out",
                );
            }
        }
    }

    fn values(&mut self, at: &At<'_>, table: &ScheduleTable, task: &Task) -> BTreeMap<String, Value> {
        let given = at.key("parameters");
        for (key, value) in &table.parameters {
            let at = given.key(key);
            let Some(parameter) = task.parameter(key) else {
                let keys: Vec<&str> =
                    task.parameters.iter().map(|parameter| parameter.key.as_str()).collect();
                let problem = crate::diag::Problem::new(
                    &codes::DANGLING_REFERENCE,
                    format!("there is no parameter `{key}`"),
                )
                .at(self.document.key(&at))
                .maybe_help(self.problems.nearest(key, keys));
                self.problems.push(problem);
                continue;
            };
            if let Some(help) = cannot_take(parameter, &value.0) {
                let message = format!("`{}` is no value for the parameter `{key}`", value.0);
                self.problems.at_value(&check::runs::missing_parameter::CODE, &at, message, help);
            }
        }
        for parameter in task.parameters.iter().filter(|p| p.required && p.default.is_none()) {
            if !table.parameters.contains_key(&parameter.key) {
                let message =
                    format!("this schedule gives no value to the required parameter `{}`", parameter.key);
                let help = match parameter.secret {
                    false => format!("parameters = {{ {} = … }}", parameter.key),
                    true => "a secret cannot stand in a manifest: keep it in a secret field, and have the script read that".into(),
                };
                self.problems.at_key(&check::runs::missing_parameter::CODE, at, message, help);
            }
        }
        table.parameters.iter().map(|(key, value)| (key.clone(), value.0.clone())).collect()
    }
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
