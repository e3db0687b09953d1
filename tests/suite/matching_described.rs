//! The matching on the records that people described: what they say helps them.

use crate::lists::edit;
use crate::project;
use trustbridge::matching::Scoring;
use trustbridge::model::{Directory, OrganisationIndex, Parts, Sector};

/// No described body is better placed with any school trust by saying nothing of what it offers.
#[test]
fn no_described_body_would_rise_by_deleting_its_offers() {
    let directory = project::load(&project::folder()).directory.expect("the project's own records hold no error");
    let scoring = Scoring::of(&directory);
    let schools: Vec<OrganisationIndex> = directory.of_sector(Sector::School).map(|(number, _)| number).collect();
    let (mut views, mut risen) = (0, Vec::new());
    for (body, one) in directory.of_sector(Sector::Nhs).filter(|(_, one)| one.states_offers(directory.as_of)) {
        let mut silent = Parts::clone(&directory);
        edit(&mut silent.organisations, |all| all[body.at()].offers = None);
        let silent = Scoring::of(&Directory::new(silent));
        views += schools.len();
        let higher = schools.iter().filter(|&&school| silent.score(body, school) > scoring.score(body, school));
        risen.extend(higher.map(|&school| {
            let (a, b) = (scoring.anatomy(body, school), silent.anatomy(body, school));
            format!("{} with {}: {a:?} {b:?}", one.id, directory[school].id)
        }));
    }
    assert!(views > 200, "{views} views");
    assert!(risen.is_empty(), "{} of {views} views would rise:\n{}", risen.len(), risen.join("\n"));
}
