//! A value among those that give certain answers, as a person would expect it in an example.

use super::{Atom, Axis, Question, Values};
use crate::logic::criteria::contents::Contents;
use crate::logic::criteria::subjects::{Range, Usual, flag};

/// The words of a value of which nothing is asked but what it does not hold.
const OTHER: &str = "something else";

/// What stands between the texts that a value is to hold, and behind them: the first that brings in nothing else.
const JOINTS: [(&str, &str); 6] =
    [(", ", ""), ("; ", ""), (" / ", ""), (": ", OTHER), (", ", OTHER), (" / ", OTHER)];

impl Axis {
    /// A value that gives the answers; none only where there is none.
    pub(crate) fn pick(&self, questions: &[Question], values: &Values) -> Option<Contents> {
        let fits = |held: &Contents| self.fits(questions, values, held);
        let needed = self.needed(questions, values);
        match &self.range {
            Range::Flag { default } => [*default, !*default].map(flag).into_iter().find(fits),
            Range::OneOf { options, default } => {
                let options = default.iter().chain(options).cloned().map(Contents::Text);
                options.chain([Contents::Blank]).find(fits)
            }
            Range::List => self.list(questions, values, &needed),
            Range::Text { usual, .. } => self.usual(*usual).chain(self.texts(&needed)).find(fits),
            Range::Unknown => self.texts(&needed).find(fits),
        }
    }

    /// Atoms that make every answer yes that is to be: few, and in the order of the criteria.
    fn needed(&self, questions: &[Question], values: &Values) -> Vec<&Atom> {
        let mut needed: Vec<&Atom> = Vec::new();
        for &number in &values.yes {
            let Question::Holds { any, .. } = &questions[number] else { continue };
            let given = |atom: &&Atom| self.truth(&Contents::Text(atom.text.clone())).meets(any);
            if !needed.iter().any(given) {
                let may = |atom: &usize| any.contains(*atom) && !values.without.contains(*atom);
                needed.extend((0..self.atoms.len()).find(may).map(|atom| &self.atoms[atom]));
            }
        }
        needed
    }

    /// The values that examples like to show, whatever is asked. More numbers and days than criteria can rule out.
    fn usual(&self, usual: Usual) -> Box<dyn Iterator<Item = Contents>> {
        let count = self.atoms.len();
        match usual {
            Usual::Anything => Box::new([Contents::Blank].into_iter()),
            Usual::Words(words) => Box::new(words.iter().map(|word| Contents::Text((*word).to_owned()))),
            Usual::Number => Box::new((0..=count).map(|number| Contents::Text(number.to_string()))),
            Usual::Date => Box::new((0..=count).map(|year| Contents::Text(format!("{}-01-01", 2026 + year)))),
        }
    }

    /// Texts that hold the needed ones: each alone, then together, then held apart by what no criterion tests.
    fn texts<'a>(&'a self, needed: &'a [&'a Atom]) -> impl Iterator<Item = Contents> + 'a {
        let needed = move || needed.iter().map(|atom| atom.text.as_str());
        let joined = move |joint: &str, last: &'static str| {
            needed().chain([last]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(joint)
        };
        let together = JOINTS.iter().map(move |(joint, last)| joined(joint, last));
        let apart = self.unused().map(move |sign| {
            let sign = sign.to_string();
            format!("{sign}{}{sign}", joined(&sign, ""))
        });
        let texts = needed().map(str::to_owned).chain(together).chain(apart);
        texts.filter(|text| !text.is_empty()).map(Contents::Text).chain([Contents::Blank])
    }

    /// A character that no criterion tests: without letter case, so that it is in no text whatever the case.
    fn unused(&self) -> Option<char> {
        let mut signs = ('!'..='/').chain('\u{2460}'..='\u{249b}').chain('\u{4e00}'..='\u{9fff}');
        signs.find(|sign| !self.atoms.iter().any(|atom| atom.text.contains(*sign)))
    }

    /// A list with an entry for each of the needed texts.
    fn list(&self, questions: &[Question], values: &Values, needed: &[&Atom]) -> Option<Contents> {
        let fits = |held: &Contents| self.fits(questions, values, held);
        let entry = |atom: &&Atom| {
            let fits =
                |held: &Contents| atom.holds_of(held, self.case) && !self.truth(held).meets(&values.without);
            self.texts(&[*atom]).find(fits)
        };
        let entries = needed.iter().map(entry).collect::<Option<Vec<Contents>>>()?;
        let other = self.texts(&[]).map(|held| vec![held]);
        [entries].into_iter().chain(other).map(|entries| Contents::list(&entries)).find(fits)
    }
}
