//! The codes of all faults, and the page that `explain` prints for each.

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $id:literal $severity:ident,)*) => {
        /// A stable name for a kind of fault. Its page stands in `src/diagnostic/pages/ID.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of this table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name that people write: `unknown-key`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// How bad it is unless the settings say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// The page of this code: Markdown whose first line is a heading.
            pub fn page(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("pages/", $id, ".md")),)* }
            }
        }
    };
}

codes! {
    // Reading files
    /// A file or entry in the folder that is not read.
    NotRead "not-read" Error,
    /// A text that is not UTF-8.
    NotUtf8 "not-utf8" Error,
    /// A file over the limit.
    TooLarge "too-large" Error,
    /// Tables or arrays nested too deeply.
    TooDeep "too-deep" Error,
    /// TOML that cannot be parsed.
    Syntax "syntax" Error,
    /// A file in a folder where no such file belongs.
    StrayFile "stray-file" Warning,
    /// A record at a place where it is not read.
    MisplacedRecord "misplaced-record" Error,
    /// A file that every site needs is missing.
    MissingFile "missing-file" Error,
    /// A file name that is not an id.
    BadId "bad-id" Error,
    /// Two records with one id.
    DuplicateId "duplicate-id" Error,
    // One record
    /// A key that the format does not know.
    UnknownKey "unknown-key" Error,
    /// A key that must be there.
    MissingKey "missing-key" Error,
    /// A value of another type.
    WrongType "wrong-type" Error,
    /// A value outside its range, length or form.
    BadValue "bad-value" Error,
    /// A word that the vocabulary does not hold.
    UnknownTerm "unknown-term" Error,
    /// Signs that steer text instead of being seen.
    HiddenSign "hidden-sign" Error,
    /// Letters that were read in the wrong encoding.
    DamagedText "damaged-text" Warning,
    /// An address that is not a safe web address.
    BadUrl "bad-url" Error,
    /// An address of a mailbox that is not one.
    BadEmail "bad-email" Error,
    /// A postcode that has not the form of one.
    BadPostcode "bad-postcode" Error,
    /// An official number that has not its form.
    BadCode "bad-code" Error,
    /// A published offer or need without its source.
    MissingSource "missing-source" Error,
    /// A day that has not come yet, where only the past makes sense.
    FutureDate "future-date" Error,
    /// A range whose end lies before its start.
    BackwardRange "backward-range" Error,
    /// Coordinates outside England.
    OutsideEngland "outside-england" Error,
    /// Latitude and longitude the wrong way round.
    SwappedCoordinates "swapped-coordinates" Error,
    /// Half a pair of coordinates.
    HalfCoordinates "half-coordinates" Error,
    /// A kind of the other sector.
    KindOfOtherSector "kind-of-other-sector" Error,
    /// A record that lies in the folder of another sector.
    FolderOfOtherSector "folder-of-other-sector" Warning,
    /// Something listed twice in one record.
    ListedTwice "listed-twice" Error,
    /// A service both offered and needed.
    OfferedAndNeeded "offered-and-needed" Warning,
    /// A record that lists almost everything.
    ListsEverything "lists-everything" Warning,
    /// A reach or capacity beyond what one organisation has.
    BeyondMeasure "beyond-measure" Warning,
    /// An alias that is the word for something else.
    BorrowedAlias "borrowed-alias" Warning,
    /// An offer or need whose last day is past.
    EndedListing "ended-listing" Warning,
    /// A partnership of many, not all of them with a source.
    BroadPartnership "broad-partnership" Warning,
    // Privacy
    /// A mailbox that looks like a person's.
    PersonalMailbox "personal-mailbox" Warning,
    /// A mobile telephone number.
    MobileNumber "mobile-number" Warning,
    /// A telephone number that costs more than a usual call.
    CostlyNumber "costly-number" Warning,
    /// A contact that names a person without consent.
    NamedPerson "named-person" Warning,
    /// Something that is said of one person: an age, a home, a number.
    PersonalDetail "personal-detail" Warning,
    /// A record names an organisation that opted out.
    OptedOut "opted-out" Error,
    /// The name of an organisation that opted out.
    OptedOutName "opted-out-name" Warning,
    // Across records
    /// Two organisations with one official number.
    DuplicateCode "duplicate-code" Error,
    /// Two organisations with one name.
    DuplicateName "duplicate-name" Error,
    /// Two records that may be one organisation.
    DuplicateRecord "duplicate-record" Warning,
    /// A name that looks like another's.
    LookAlikeName "look-alike-name" Warning,
    /// A care board that does not lie in the region.
    RegionWithoutBoard "region-without-board" Error,
    /// A point that lies far from its care board.
    PointFarFromBoard "point-far-from-board" Warning,
    /// An organisation that does not exist.
    UnknownOrganisation "unknown-organisation" Error,
    /// An organisation that names itself as its partner.
    OwnPartner "own-partner" Error,
    /// A care board that is no longer in force.
    ClosedBoard "closed-board" Warning,
    // Guide and Markdown
    /// HTML in Markdown.
    RawHtml "raw-html" Warning,
    /// A link that leads nowhere in this site.
    DeadLink "dead-link" Error,
    /// A link of a kind that is not allowed.
    UnsafeLink "unsafe-link" Error,
    /// A link whose words name another host than it leads to.
    MisleadingLink "misleading-link" Warning,
    /// A picture from elsewhere.
    ForeignImage "foreign-image" Error,
    /// Headings out of order.
    HeadingOrder "heading-order" Error,
    /// A live figure that cannot be worked out.
    BadFigure "bad-figure" Error,
    /// A page without a text.
    EmptyPage "empty-page" Error,
    /// A guide page without its head.
    MissingHead "missing-head" Error,
    /// A record without any source.
    NoSources "no-sources" Error,
    // Registers
    /// A file that is not the register it was given as.
    RegisterFormat "register-format" Error,
    /// A register that ends too early.
    RegisterCut "register-cut" Error,
    /// A row or cell of a register that could not be used.
    RegisterRow "register-row" Warning,
    // Settings and theme
    /// Nothing to build.
    EmptyDirectory "empty-directory" Error,
    /// No base address.
    NoBaseUrl "no-base-url" Warning,
    /// A template that does not work.
    Template "template" Error,
    /// A theme that does not exist.
    UnknownTheme "unknown-theme" Error,
    /// Two pages at one address.
    AddressTaken "address-taken" Error,
}

impl Code {
    /// The code of this name.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// The first line of its page, without the heading sign.
    pub fn title(self) -> &'static str {
        self.page().lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }
}
