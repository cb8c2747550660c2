//! What variables hold at one place of a body.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::domain::Abstract;

/// The variables that hold something of which something is known. Copies share what they have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Environment {
    variables: Rc<BTreeMap<String, Abstract>>,
    /// Nothing runs here: the statement before has left.
    pub(crate) has_left: bool,
}

impl Environment {
    pub(crate) fn get(&self, name: &str) -> Option<&Abstract> {
        self.variables.get(name)
    }

    /// Sets a variable. What is written there is seen at no place.
    pub(crate) fn set(&mut self, name: &str, value: Abstract) {
        let value = if value.is_clean() { value } else { value.at(&(0..0)) };
        if self.variables.get(name) != Some(&value) {
            Rc::make_mut(&mut self.variables).insert(name.to_owned(), value);
        }
    }

    /// Takes a variable away, as where its function ends.
    pub(crate) fn restore(&mut self, name: &str, value: Option<Abstract>) {
        match value {
            Some(value) => self.set(name, value),
            None if self.variables.contains_key(name) => {
                Rc::make_mut(&mut self.variables).remove(name);
            }
            None => {}
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Abstract)> {
        self.variables.iter()
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
        if Rc::ptr_eq(&self.variables, &other.variables) || self.variables == other.variables {
            return;
        }
        let absent = Abstract::default();
        let mut joined: BTreeMap<String, Abstract> = (*self.variables).clone();
        for (name, value) in &mut joined {
            value.join(other.get(name).unwrap_or(&absent));
        }
        for (name, value) in other.variables.iter() {
            if !joined.contains_key(name) {
                let mut value = value.clone();
                value.join(&absent);
                joined.insert(name.clone(), value);
            }
        }
        self.variables = Rc::new(joined);
    }
}
