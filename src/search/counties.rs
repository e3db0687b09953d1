//! Counties that people still name although no council has their name: those of the Lieutenancies Act 1997 and of the Local
//! Government Act 1972, as the codes of the districts in force, or of the councils, that make them up.

/// Name of a county, codes of its districts and councils.
pub(super) const COUNTIES: &[(&str, &[&str])] = &[
    ("Avon", &["E06000022", "E06000023", "E06000024", "E06000025"]),
    ("Bedfordshire", &["E06000032", "E06000055", "E06000056"]),
    ("Berkshire", &["E06000036", "E06000037", "E06000038", "E06000039", "E06000040", "E06000041"]),
    ("Cheshire", &["E06000006", "E06000007", "E06000049", "E06000050"]),
    ("Cumbria", &["E06000063", "E06000064"]),
    ("Humberside", &["E06000010", "E06000011", "E06000012", "E06000013"]),
    ("Merseyside", &["E08000011", "E08000012", "E08000013", "E08000014", "E08000015"]),
    ("Sussex", &["E06000043", "E10000011", "E10000032"]),
    ("Teesside", &["E06000001", "E06000002", "E06000003", "E06000004"]),
    ("Tyne and Wear", &["E08000021", "E08000022", "E08000023", "E08000024", "E08000037"]),
];
