//! What variables hold at one place of a body.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::domain::Abstract;

/// The variables that hold something of which something is known, and those of the prelude's names that are set. Copies
/// share what they have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Environment {
    variables: Rc<BTreeMap<String, Rc<Abstract>>>,
    /// Nothing runs here: the statement before has left.
    pub(crate) has_left: bool,
}

/// Variables that are something else where a body does not set them.
const PRELUDE: [&str; 2] = ["field", "parameter"];

impl Environment {
    pub(crate) fn get(&self, name: &str) -> Option<&Abstract> {
        self.variables.get(name).map(|value| &**value)
    }

    /// Sets a variable. What is written there is seen at no place.
    pub(crate) fn set(&mut self, name: &str, value: Abstract) {
        if value == Abstract::default() && !PRELUDE.contains(&name) {
            return self.remove(name);
        }
        let value = if value.is_clean() { value } else { value.at(&(0..0)) };
        if self.get(name) != Some(&value) {
            Rc::make_mut(&mut self.variables).insert(name.to_owned(), Rc::new(value));
        }
    }

    fn remove(&mut self, name: &str) {
        if self.variables.contains_key(name) {
            Rc::make_mut(&mut self.variables).remove(name);
        }
    }

    /// Sets a variable back to what it was, as where its block ends.
    pub(crate) fn restore(&mut self, name: &str, value: Option<Abstract>) {
        match value {
            Some(value) => self.set(name, value),
            None => self.remove(name),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Abstract)> {
        self.variables.iter().map(|(name, value)| (name, &**value))
    }

    /// What may be set, beside what is.
    pub(crate) fn add(&mut self, name: &str, value: &Abstract) {
        let mut joined = self.get(name).cloned().unwrap_or_default();
        joined.join(value);
        self.set(name, joined);
    }

    /// Where two ways come together.
    pub(crate) fn join(&mut self, other: &Environment) {
        match (self.has_left, other.has_left) {
            (false, true) => {}
            (true, false) => *self = other.clone(),
            _ => self.join_variables(other),
        }
    }

    /// The same, whether or not either has left.
    pub(crate) fn join_variables(&mut self, other: &Environment) {
        if Rc::ptr_eq(&self.variables, &other.variables) {
            return;
        }
        for (name, joined) in self.differing(other) {
            self.set(&name, joined);
        }
    }

    /// The variables that are not the same in both, joined.
    fn differing(&self, other: &Environment) -> Vec<(String, Abstract)> {
        let joined = |one: &Abstract, other: &Abstract| {
            let mut value = one.clone();
            value.join(other);
            value
        };
        let absent = Abstract::default();
        let own = self.variables.iter().filter_map(|(name, value)| match other.variables.get(name) {
            Some(same) if Rc::ptr_eq(same, value) || same == value => None,
            Some(value_there) => Some((name.clone(), joined(value, value_there))),
            None if value.text.is_none() => None,
            None => Some((name.clone(), joined(value, &absent))),
        });
        let new = other.variables.iter().filter(|(name, _)| !self.variables.contains_key(*name));
        own.chain(new.map(|(name, value)| (name.clone(), joined(value, &absent)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::stored::{Source, Taint};
    use super::*;

    #[test]
    fn ways_that_come_together() {
        let secret = || Abstract::tainted(Taint::of(Source::RecoveryPassword, 3..4));
        let mut one = Environment::default();
        one.set("a", secret());
        one.set("b", Abstract::text("x"));
        one.set("c", Abstract::text("y"));
        let mut other = one.clone();
        other.set("a", Abstract::default());
        other.set("b", Abstract::text("z"));
        other.set("d", secret());
        let mut both = one.clone();
        both.join(&other);
        let is_secret = |it: &Environment, name: &str| it.get(name).is_some_and(|value| !value.is_clean());
        assert!(is_secret(&both, "a") && is_secret(&both, "d"));
        assert_eq!((both.get("b"), both.get("c")), (None, Some(&Abstract::text("y"))));
        other.has_left = true;
        let mut both = one.clone();
        both.join(&other);
        assert_eq!(both, one);
        assert_eq!(both.get("a"), Some(&secret().at(&(0..0))));
    }
}
