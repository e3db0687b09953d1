//! What the directory shows as a whole.

use proptest::prelude::*;
use trustbridge::insight::{self, Insights, Tier, tier};
use trustbridge::matching;
use trustbridge::model::{Date, Directory, Review, Sector, Settings};

use crate::project;
use crate::synthetic::{self, World};

fn read(directory: &Directory) -> Insights {
    insight::read(directory, &matching::all(directory))
}

#[test]
fn coverage_counts_open_organisations_by_place() {
    let directory = project::directory(&project::folder());
    let insights = read(&directory);
    let open = directory.organisations.iter().filter(|one| one.closed.is_none()).count();
    assert_eq!(insights.whole.all(), open);
    assert_eq!(insights.whole.nhs + insights.whole.school + insights.whole.body, open);
    assert_eq!(insights.boards.len(), 36);
    let black_country = directory.places.boards.find("black-country").expect("it is in force");
    let (_, here) = insights.boards.iter().find(|(board, _)| *board == black_country).expect("it is counted");
    let expected = directory.organisations.iter().filter(|one| one.place.icbs.contains(&black_country)).count();
    assert!(expected > 5, "the seed's home is well covered");
    assert_eq!(here.all(), expected);
}

#[test]
fn shares_of_registers_never_exceed_what_is_here() {
    let directory = project::directory(&project::folder());
    let insights = read(&directory);
    for share in &insights.registers {
        let register = &directory.registers[share.register];
        assert_eq!(share.whole, register.count as usize);
        assert_eq!(share.missing(), share.whole - share.here, "{}", register.id);
        assert!(share.regions.iter().map(|(_, area)| area.here).sum::<usize>() <= share.here);
        assert!(share.boards.iter().map(|(_, area)| area.here).sum::<usize>() <= share.here);
    }
    let trusts = &insights.registers[0];
    let ours = directory.of_sector(Sector::Nhs).filter(|(_, one)| directory.vocabulary[one.kind].id.ends_with("trust")).count();
    assert_eq!(trusts.here, ours);
}

#[test]
fn past_offers_and_unpublished_ones_count_nowhere() {
    let mut folder = project::folder();
    let before = read(&project::directory(&folder));
    let path = "data/organisations/nhs/dudley-group.toml";
    project::change(&mut folder, path, "status = \"now\"", "status = \"past\"");
    let after = read(&project::directory(&folder));
    assert_eq!(after.whole.offers, before.whole.offers - 1);
    assert_eq!(after.whole.stating_offers, before.whole.stating_offers, "a past offer is still a statement");

    project::change(&mut folder, path, "openness = \"not-known\"", "openness = \"not-known\"\ndraft = true");
    let without = read(&project::directory(&folder));
    assert_eq!(without.whole.all(), before.whole.all() - 1);
}

#[test]
fn freshness_is_measured_from_today() {
    let day = |text: &str| -> Date { text.parse().expect("a date") };
    let settings = Settings { review_months: 6, ..Settings::default() };
    let review =
        |checked: Option<&str>, next: Option<&str>| Review { checked: checked.map(day), next: next.map(day), by: String::new() };
    let today = day("2026-11-25");
    let cases = [
        (review(Some("2026-11-22"), None), Tier::Fresh),
        (review(Some("2026-05-25"), None), Tier::Fresh), // due today, and today is not over
        (review(Some("2026-05-24"), None), Tier::Due),
        (review(Some("2026-11-01"), Some("2026-11-20")), Tier::Due),
        (review(Some("2025-05-24"), None), Tier::Stale),
        (review(None, None), Tier::NotKnown),
        (review(None, Some("2026-12-01")), Tier::NotKnown),
    ];
    for (review, expected) in cases {
        assert_eq!(tier(&settings, &review, today), expected, "{review:?}");
    }
    assert_eq!(review(Some("2026-08-31"), None).due(&settings), Some(day("2027-02-28")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn counts_agree_with_each_other(seed in any::<u64>(), nhs in 0_usize..12, schools in 0_usize..12) {
        let directory = synthetic::directory(World::mixed(seed, nhs, schools));
        let insights = read(&directory);
        prop_assert_eq!(insights.freshness.all(), insights.whole.all());
        prop_assert_eq!(insights.offers_listed.iter().sum::<usize>(), insights.whole.stating_offers);
        prop_assert_eq!(insights.needs_listed.iter().sum::<usize>(), insights.whole.stating_needs);
        let listed: usize = insights.offers_listed.iter().enumerate().map(|(offers, number)| offers * number).sum();
        prop_assert_eq!(listed, insights.whole.offers);
        let placed: usize = insights.regions.iter().map(|(_, here)| here.all()).sum();
        prop_assert!(placed <= insights.whole.all());
        prop_assert_eq!(insights.with_a_match().0 + insights.gaps.orphans.len(), insights.choosers.len());
        for asked in &insights.asked {
            prop_assert!(asked.unmet.iter().all(|one| asked.judged.contains(one)), "what is unmet was judged");
            prop_assert!(asked.judged.iter().all(|one| asked.needing.contains(one)), "what was judged is needed");
        }
        let tiers = insight::Tier::ALL.map(|tier| insights.freshness.of_tier(tier));
        prop_assert_eq!(tiers.iter().sum::<usize>(), insights.whole.all());
        for trade in &insights.services {
            prop_assert!(trade.offering.is_sorted() && trade.needing.is_sorted());
            prop_assert!(trade.offering.iter().all(|&at| directory[at].closed.is_none()));
        }
        prop_assert_eq!(&read(&directory), &insights);
    }
}
