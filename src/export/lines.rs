//! JSON that people and version control can read: indented down to a level, and below it in one line.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

/// Indented so far, each item of a list in an object stands in a line of its own: half the bytes of full indentation, and
/// still a change of one item is a change of one line.
pub(super) const ITEMS: usize = 2;

/// An object of the keys of `head` and, as `name`, a long list of which only one item is held at a time.
pub(super) fn collection(head: &Value, name: &'static str, items: impl Iterator<Item = Value>) -> Vec<u8> {
    write(&Collection { head, name, items: Items(RefCell::new(items)) }, ITEMS)
}

struct Collection<'a, I> {
    head: &'a Value,
    name: &'static str,
    items: Items<I>,
}

/// Items that can be written once.
struct Items<I>(RefCell<I>);

impl<I: Iterator<Item = Value>> Serialize for Collection<'_, I> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (key, value) in self.head.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry(self.name, &self.items)?;
        map.end()
    }
}

impl<I: Iterator<Item = Value>> Serialize for Items<I> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.borrow_mut().by_ref())
    }
}

/// `value` as JSON that is indented by one space for each of the outermost `levels`, with a line end.
///
/// # Panics
/// Never for values of this program: their keys are text.
pub(super) fn write(value: &impl Serialize, levels: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let layout = Layout { levels, depth: 0, outer: PrettyFormatter::with_indent(b" "), inner: CompactFormatter };
    let mut writer = serde_json::Serializer::with_formatter(&mut bytes, layout);
    value.serialize(&mut writer).expect("values go into memory");
    bytes.push(b'\n');
    bytes
}

struct Layout {
    levels: usize,
    /// Lists and objects that are open.
    depth: usize,
    outer: PrettyFormatter<'static>,
    inner: CompactFormatter,
}

/// Passes a call on to the formatter of the present depth.
macro_rules! at_depth {
    ($($call:ident($($argument:ident: $kind:ty),*);)*) => {$(
        fn $call<W: ?Sized + Write>(&mut self, writer: &mut W $(, $argument: $kind)*) -> io::Result<()> {
            if self.depth <= self.levels { self.outer.$call(writer $(, $argument)*) } else { self.inner.$call(writer $(, $argument)*) }
        }
    )*};
}

/// The same for calls that open or close a list or an object.
macro_rules! opens_and_closes {
    ($($open:ident, $close:ident;)*) => {$(
        fn $open<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
            self.depth += 1;
            if self.depth <= self.levels { self.outer.$open(writer) } else { self.inner.$open(writer) }
        }

        fn $close<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
            let closed = if self.depth <= self.levels { self.outer.$close(writer) } else { self.inner.$close(writer) };
            self.depth -= 1;
            closed
        }
    )*};
}

impl Formatter for Layout {
    opens_and_closes! {
        begin_array, end_array;
        begin_object, end_object;
    }
    at_depth! {
        begin_array_value(first: bool);
        end_array_value();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }
}
