//! The day that counts as today: asked for, else `SOURCE_DATE_EPOCH`, else the clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::civil::Date;

/// Reads a day given as `2026-11-22`.
pub(super) fn parse(text: &str) -> Result<Date, String> {
    text.parse::<Date>().map_err(|_| format!("`{text}` is not a day; write it like 2026-11-22"))
}

/// The day that counts as today.
pub(super) fn today(asked: Option<Date>) -> Date {
    let epoch = || std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse::<u64>().ok();
    asked.unwrap_or_else(|| {
        let seconds = epoch().unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs());
        day_of(seconds)
    })
}

/// The day in Greenwich at so many seconds after 1970 began.
fn day_of(seconds: u64) -> Date {
    let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX).min(2_900_000);
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
}

#[cfg(test)]
mod tests {
    #[test]
    fn seconds_become_days() {
        assert_eq!(super::day_of(0).to_string(), "1970-01-01");
        assert_eq!(super::day_of(1_795_564_799).to_string(), "2026-11-24");
        assert_eq!(super::day_of(1_795_564_800).to_string(), "2026-11-25");
        assert_eq!(super::day_of(u64::MAX).to_string(), "9909-12-07");
    }
}
