//! What spans the country: register counts and the tile map.

use crate::project;

const REGISTERS: &str = "data/registers.toml";
const BOARDS: &str = "data/places/icbs.toml";

fn line_of(folder: &trustbridge::folder::Folder, path: &str, what: &str) -> usize {
    project::text(folder, path).lines().position(|line| line.contains(what)).expect("the line exists") + 1
}

#[test]
fn every_board_in_force_has_a_tile_of_its_own() {
    let directory = project::directory(&project::folder());
    let mut tiles: Vec<(u8, u8)> = Vec::new();
    for board in directory.places.boards.iter().filter(|board| board.closed.is_none()) {
        let tile = board.tile.as_ref().unwrap_or_else(|| panic!("{} has no tile", board.id));
        assert!(!tiles.contains(&(tile.column, tile.row)), "{} shares its tile", board.id);
        tiles.push((tile.column, tile.row));
    }
    assert_eq!(tiles.len(), 36);
}

#[test]
fn registers_hold_the_national_counts() {
    let directory = project::directory(&project::folder());
    let counts: Vec<(&str, u32)> = directory.registers.iter().map(|one| (one.id.as_str(), one.count)).collect();
    assert_eq!(
        counts,
        [("nhs-trusts", 202), ("integrated-care-boards", 36), ("multi-academy-trusts", 1346), ("single-academy-trusts", 962)]
    );
    let trusts = &directory.registers[0];
    assert_eq!(trusts.boards.iter().map(|(_, number)| number).sum::<u32>(), 202);
    assert_eq!(trusts.regions.iter().map(|(_, number)| number).sum::<u32>(), 202);
    assert!(!trusts.source.url.is_empty() && trusts.source.date.is_some());
}

#[test]
fn faults_in_registers_and_tiles_stand_at_their_lines() {
    let mut folder = project::folder();
    project::change(&mut folder, REGISTERS, "north-east = 10", "north-est = 10");
    let line = line_of(&folder, REGISTERS, "north-est");
    assert_eq!(project::faults(&folder, REGISTERS), [format!("{line} unknown-term")]);

    let mut folder = project::folder();
    project::change(&mut folder, REGISTERS, "count = 202", "count = 12");
    let line = line_of(&folder, REGISTERS, "count = 12");
    assert_eq!(project::faults(&folder, REGISTERS), [format!("{line} bad-value"), format!("{line} bad-value")]);

    let mut folder = project::folder();
    project::change(&mut folder, REGISTERS, "\"ambulance-trust\"", "\"ambulans-trust\"");
    let line = line_of(&folder, REGISTERS, "ambulans-trust");
    assert_eq!(project::faults(&folder, REGISTERS), [format!("{line} unknown-term")]);

    let mut folder = project::folder();
    project::change(&mut folder, BOARDS, "column = 3, row = 4", "column = 4, row = 4");
    let line = line_of(&folder, BOARDS, "Black Country\" }");
    assert_eq!(project::faults(&folder, BOARDS), [format!("{line} listed-twice")]);
}

#[test]
fn a_site_without_registers_is_fine() {
    let mut folder = project::folder();
    project::put(&mut folder, REGISTERS, "");
    assert!(project::directory(&folder).registers.is_empty());
}
