//! Conditions and the blocks they come to: what is kept, merged and dropped, one rule a test; and every device of a
//! small world asked whether the blocks select what the condition means.

#![allow(clippy::unwrap_used)]

mod disjoint;
mod examples;
mod manifest;
mod rules;
mod world;

use rmmgen::host::parallel;
use rmmgen::logic::conditions::{Compiler, finished};
use rmmgen::logic::criteria::{Case, matches};
use world::{Cases, devices, means, subjects};

/// What the cases had in them, so that the test cannot pass by being dull.
#[derive(Default, Debug)]
struct Seen {
    refused: usize,
    several: usize,
    fewer: usize,
    merged: usize,
}

fn run(seed: u64, count: usize) -> Seen {
    let (subjects, devices) = (subjects(), devices());
    let (mut cases, mut seen) = (Cases::new(seed), Seen::default());
    for _ in 0..count {
        let condition = cases.condition(4);
        let Ok(alternatives) = Compiler::default().compile(&condition) else {
            seen.refused += 1;
            continue;
        };
        let before = world::blocks(&alternatives);
        let alternatives = finished(&subjects, alternatives);
        let blocks = world::blocks(&alternatives);
        seen.several += usize::from(blocks.len() > 1);
        seen.fewer += usize::from(blocks.len() < before.len());
        seen.merged += usize::from(alternatives.blocks.iter().flatten().any(|term| term.from.len() > 1));
        for case in Case::BOTH {
            for device in &devices {
                let (meant, selected) =
                    (means(&condition, device, case), matches(&blocks, device, &subjects, case));
                assert_eq!(meant, selected, "{case:?} {device:?}\n{condition:#?}\n{blocks:#?}");
            }
        }
    }
    seen
}

#[test]
fn blocks_select_what_the_condition_means() {
    const EACH: usize = 6_000;
    for seen in parallel::map(vec![1, 2, 3, 4], |seed| run(seed, EACH)) {
        println!("{seen:?}");
        let Seen { refused, several, fewer, merged } = seen;
        assert!(refused < EACH / 10, "{seen:?}");
        assert!([several, fewer, merged].iter().all(|&count| count > EACH / 50), "{seen:?}");
    }
}
