//! Criteria as sets against brute force: whatever is said about two groups is compared with what every device says.

#![allow(clippy::unwrap_used)]

mod cases;
mod readings;
mod universe;

use cases::{Cases, Two};
use rmmgen::host::parallel;
use rmmgen::logic::criteria::{Case, Found, Relation, Sets, matches};
use rmmgen::solution::Block;
use universe::Universe;

/// What brute force says: the devices that only the second group selects, and so on.
#[derive(Default)]
struct Counted {
    joins: usize,
    leaves: usize,
    stays: usize,
    neither: usize,
}

/// What the cases had in them, so that the test cannot pass by being dull.
#[derive(Default, Debug)]
struct Seen {
    same: usize,
    wider: usize,
    narrower: usize,
    disjoint: usize,
    mixed: usize,
    empty: usize,
    all: usize,
}

impl Seen {
    fn add(&mut self, counted: &Counted) {
        let Counted { joins, leaves, stays, neither } = *counted;
        self.empty += usize::from(leaves + stays == 0);
        self.all += usize::from(joins + neither == 0);
        *match (joins, leaves, stays) {
            (0, 0, _) => &mut self.same,
            (_, 0, _) => &mut self.wider,
            (0, _, _) => &mut self.narrower,
            (_, _, 0) => &mut self.disjoint,
            _ => &mut self.mixed,
        } += 1;
    }

    fn each(&self) -> [usize; 7] {
        [self.same, self.wider, self.narrower, self.disjoint, self.mixed, self.empty, self.all]
    }
}

fn agree(two: &Two, case: Case, universe: &Universe, cases: &mut Cases) -> Counted {
    let counted = universe.count(two);
    let (sets, old, new) = Sets::of_both(&universe.subjects, case, &two.old, &two.new);
    let both = 0..new.end;
    let Relation { joins, leaves, stays } = sets.relation(old.clone(), new);
    let claims = [
        ("joins", &joins, counted.joins, (Some(false), Some(true))),
        ("leaves", &leaves, counted.leaves, (Some(true), Some(false))),
        ("stays", &stays, counted.stays, (Some(true), Some(true))),
        ("old", &sets.find(old.clone(), []), counted.leaves + counted.stays, (Some(true), None)),
        ("not old", &sets.find_outside(old), counted.joins + counted.neither, (Some(false), None)),
        ("neither", &sets.find_outside(both), counted.neither, (Some(false), Some(false))),
    ];
    for (what, found, devices, claim) in claims {
        let context = || format!("{what} is {found:?}, and there are {devices}: {case:?} {two:#?}");
        match found {
            Found::Nobody => assert_eq!(devices, 0, "{}", context()),
            Found::Device(example) => {
                assert_ne!(devices, 0, "{}", context());
                for device in cases.completed(example, universe) {
                    let selects = |blocks: &[Block]| matches(blocks, &device, &universe.subjects, case);
                    let holds = |claim: Option<bool>, blocks| claim.is_none_or(|it| selects(blocks) == it);
                    assert!(holds(claim.0, &two.old) && holds(claim.1, &two.new), "{device:?} {}", context());
                }
            }
            Found::CannotTell => panic!("{}", context()),
        }
    }
    counted
}

fn run(seed: u64, count: usize, case: Case) -> Seen {
    let (universe, mut cases, mut seen) = (Universe::new(case), Cases::new(seed), Seen::default());
    for _ in 0..count {
        let two = cases.two();
        seen.add(&agree(&two, case, &universe, &mut cases));
    }
    seen
}

#[test]
fn the_algebra_agrees_with_every_device() {
    const EACH: usize = 25_200;
    let seeds = [(1, Case::Sensitive), (2, Case::Sensitive), (3, Case::Insensitive), (4, Case::Insensitive)];
    for seen in parallel::map(seeds.to_vec(), |(seed, case)| run(seed, EACH, case)) {
        println!("{seen:?}");
        assert!(seen.each().iter().all(|count| *count > EACH / 100), "{seen:?}");
    }
}

#[test]
fn nothing_is_lost_where_brute_force_leaves_out_what_no_test_tells_apart() {
    for case in Case::BOTH {
        let (universe, whole, mut cases) = (Universe::new(case), Universe::whole(case), Cases::new(5));
        for _ in 0..60 {
            let two = cases.small();
            let (brief, full) = (universe.count(&two), whole.count(&two));
            let kinds = |it: &Counted| [it.joins, it.leaves, it.stays, it.neither].map(|count| count > 0);
            assert_eq!(kinds(&brief), kinds(&full), "{two:#?}");
        }
    }
}
