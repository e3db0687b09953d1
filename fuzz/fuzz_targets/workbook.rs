#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| trustbridge_fuzz::workbook(data));
